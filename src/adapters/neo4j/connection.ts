// The driver, opened so that a server which is away is noticed within two seconds, and replaced when calls hang:
// a server that stopped in the middle of an answer never closes its connections.

import neo4j, { type Config, type Driver, type ManagedTransaction, type SessionConfig } from 'neo4j-driver'
import { PostflightError } from '../../core/error.ts'
import { isOutOfMemory, translateNeo4jError } from './errors.ts'

export interface ConnectionOptions {
  /** bolt://, neo4j://, or either with +s or +ssc. */
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database?: string
  /** Transactions at a time; the pool is two larger. */
  readonly concurrency: number
}

export type Work<Value> = (transaction: ManagedTransaction) => Promise<Value>

/** Sent along with a transaction, so that `SHOW TRANSACTIONS` names who runs it. */
export type Metadata = Readonly<Record<string, string>>

const CONNECT_MS = 2_000
const ACQUIRE_MS = 3_000
/** The server ends a transaction after this. */
const TRANSACTION_MS = 10_000
/** The caller stops waiting after this, whatever the server does. */
const ANSWER_MS = 15_000
/** An idle connection older than this is tried before it is used. */
const LIVENESS_CHECK_MS = 30_000

export class Connection {
  /** The server as messages name it, without credentials. */
  readonly where: string
  readonly #options: ConnectionOptions
  #driver: Driver

  /** Does not connect. Throws `config.invalid` for a URL that the driver cannot read. */
  constructor(options: ConnectionOptions) {
    this.#options = options
    this.where = withoutCredentials(options.uri)
    this.#driver = openDriver(options, this.where)
  }

  /** One managed transaction; its errors are translated. */
  write<Value>(work: Work<Value>, metadata: Metadata): Promise<Value> {
    return this.#transact(neo4j.session.WRITE, work, metadata)
  }

  /** As `write`, on any member of a cluster. */
  read<Value>(work: Work<Value>, metadata: Metadata): Promise<Value> {
    return this.#transact(neo4j.session.READ, work, metadata)
  }

  async close(): Promise<void> {
    await this.#driver.close()
  }

  async #transact<Value>(mode: 'READ' | 'WRITE', work: Work<Value>, metadata: Metadata): Promise<Value> {
    const driver = this.#driver
    const session = driver.session(this.#sessionConfig(mode))
    const settings = { timeout: TRANSACTION_MS, metadata: { app: 'postflight', ...metadata } }
    const guarded = this.#withoutDriverRetry(work)
    const running =
      mode === neo4j.session.READ ? session.executeRead(guarded, settings) : session.executeWrite(guarded, settings)
    // Not awaited: closing waits for the transaction, and a hung one must hold up nobody.
    const close = async () => await session.close()
    running.then(close, close).catch(ignore)
    try {
      return await this.#answerInTime(running, driver)
    } catch (error) {
      throw error instanceof PostflightError ? error : translateNeo4jError(error, this.where)
    }
  }

  /** The driver would repeat a transaction that was too large; what it does not know, it hands on. */
  #withoutDriverRetry<Value>(work: Work<Value>): Work<Value> {
    return async (transaction) => {
      try {
        return await work(transaction)
      } catch (error) {
        throw isOutOfMemory(error) ? translateNeo4jError(error, this.where) : error
      }
    }
  }

  #sessionConfig(defaultAccessMode: 'READ' | 'WRITE'): SessionConfig {
    const { database } = this.#options
    return database === undefined ? { defaultAccessMode } : { defaultAccessMode, database }
  }

  async #answerInTime<Value>(running: Promise<Value>, driver: Driver): Promise<Value> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.#replace(driver)
        const message = `Expected Neo4j at ${this.where} to answer within ${ANSWER_MS} ms, got no answer`
        reject(new PostflightError('graph.unavailable', message))
      }, ANSWER_MS)
    })
    try {
      return await Promise.race([running, late])
    } finally {
      clearTimeout(timer)
    }
  }

  #replace(driver: Driver): void {
    if (driver !== this.#driver) return
    this.#driver = openDriver(this.#options, this.where)
    driver.close().catch(ignore)
  }
}

function openDriver(options: ConnectionOptions, where: string): Driver {
  try {
    return neo4j.driver(options.uri, neo4j.auth.basic(options.user, options.password), {
      maxConnectionPoolSize: options.concurrency + 2,
      connectionTimeout: CONNECT_MS,
      connectionAcquisitionTimeout: ACQUIRE_MS,
      connectionLivenessCheckTimeout: LIVENESS_CHECK_MS,
      // The queue owns the retries: the driver's own would hold a worker for half a minute.
      maxTransactionRetryTime: 0,
      disableLosslessIntegers: true,
      telemetryDisabled: true,
      notificationFilter: { minimumSeverityLevel: 'OFF' },
      userAgent: 'postflight',
    } satisfies Config)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const expected = 'a bolt:// or neo4j:// URL, with +s or +ssc for TLS'
    throw new PostflightError('config.invalid', `Expected NEO4J_URI to be ${expected}, got ${where} (${reason})`)
  }
}

function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//')
}

function ignore(): void {
  // The call's own error was already reported; a driver that is given up can only fail again.
}
