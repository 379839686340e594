import { Neo4jError } from 'neo4j-driver'
import { describe, expect, it } from 'vitest'
import { isAlreadyThere, isOutOfMemory, translateNeo4jError } from '../../../src/adapters/neo4j/errors.ts'

const WHERE = 'bolt://graph:7687'

const toNeo4jError = (code: string) =>
  new Neo4jError('the server said so', code, '50N42', 'general processing exception')
const codeFor = (neo4jCode: string) => translateNeo4jError(toNeo4jError(neo4jCode), WHERE).code

describe('translateNeo4jError', () => {
  it.each([
    'ServiceUnavailable',
    'SessionExpired',
    'ProtocolError',
    'N/A',
    'Neo.TransientError.General.DatabaseUnavailable',
    'Neo.TransientError.Database.DatabaseUnavailable',
    'Neo.ClientError.Database.DatabaseNotFound',
    'Neo.ClientError.Cluster.NotALeader',
    'Neo.TransientError.Cluster.LeaderSwitch',
    'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase',
  ])('takes %s for a server that is away', (code) => {
    expect(codeFor(code)).toBe('graph.unavailable')
  })

  it.each([
    'Neo.ClientError.Security.Unauthorized',
    'Neo.ClientError.Security.AuthenticationRateLimit',
    'Neo.ClientError.Security.TokenExpired',
    'Neo.ClientError.Security.CredentialsExpired',
    'Neo.ClientError.Security.AuthorizationExpired',
  ])('takes %s for refused credentials', (code) => {
    expect(codeFor(code)).toBe('graph.credentials_refused')
  })

  it.each([
    'Neo.TransientError.Transaction.DeadlockDetected',
    'Neo.TransientError.Transaction.LockClientStopped',
    'Neo.TransientError.Transaction.LockAcquisitionTimeout',
    'Neo.ClientError.Transaction.LockClientStopped',
    'Neo.ClientError.Transaction.Terminated',
    'Neo.ClientError.Transaction.TransactionTimedOut',
    'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration',
    'Neo.TransientError.General.MemoryPoolOutOfMemoryError',
    'Neo.DatabaseError.General.UnknownError',
  ])('takes %s for a busy server', (code) => {
    expect(codeFor(code)).toBe('graph.busy')
  })

  it.each([
    'Neo.ClientError.Statement.SyntaxError',
    'Neo.ClientError.Statement.SemanticError',
    'Neo.ClientError.Schema.ConstraintValidationFailed',
    'Neo.ClientError.Security.Forbidden',
  ])('takes %s for a refusal', (code) => {
    expect(codeFor(code)).toBe('graph.rejected')
  })

  it('names the server, the code and the reason', () => {
    const error = translateNeo4jError(toNeo4jError('Neo.ClientError.Statement.SyntaxError'), WHERE)
    expect(error.message).toBe(
      'Expected Neo4j at bolt://graph:7687 to accept the statement, got Neo.ClientError.Statement.SyntaxError: the server said so',
    )
  })

  it('takes an error that is not from Neo4j for a defect', () => {
    expect(translateNeo4jError(new TypeError('no such function'), WHERE).code).toBe('internal.unexpected')
  })
})

describe('isOutOfMemory', () => {
  it('knows both limits, that of one transaction and that of all', () => {
    const codes = [
      'Neo.TransientError.General.MemoryPoolOutOfMemoryError',
      'Neo.TransientError.General.OutOfMemoryError',
    ]
    expect(codes.map((code) => isOutOfMemory(toNeo4jError(code)))).toEqual([true, true])
    expect(isOutOfMemory(toNeo4jError('Neo.TransientError.Transaction.DeadlockDetected'))).toBe(false)
  })
})

describe('isAlreadyThere', () => {
  it('knows a constraint that another process has just made', () => {
    expect(isAlreadyThere(toNeo4jError('Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists'))).toBe(true)
    expect(isAlreadyThere(toNeo4jError('Neo.ClientError.Schema.ConstraintCreationFailed'))).toBe(false)
  })
})
