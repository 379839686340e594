import { describe, expect, it } from 'vitest'
import { readDefaultRules } from '../../../src/adapters/rules/rule-files.ts'
import { joinRules } from '../../../src/core/postflight/rules/join-rules.ts'
import { parseRules } from '../../../src/core/postflight/rules/parse-rules.ts'
import { packOf } from '../../support/rule-pack.ts'

const DEFAULT = readDefaultRules()

describe('the verdict', () => {
  it("is the CI system's, however often a runner says something else", () => {
    const passes = (count: number) =>
      'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n'.repeat(count)
    const log = `${passes(600)}ERROR: Job failed: exit code 1\n${passes(1_200)}`
    expect(conclude(log).verdict?.outcome).toBe('failed')
  })

  it('does not yield to a later line that a matcher calls a warning', () => {
    const matcher = { owner: 'mylint', pattern: { regexp: '^mylint: (warning|error): (.+)$', severity: 1, message: 2 } }
    const rules = joinRules([parseRules('mine.json', JSON.stringify(matcher)), DEFAULT])
    const log = '[INFO] BUILD SUCCESS\nmylint: warning: long line\n'
    expect(conclude(log, rules).verdict?.outcome).toBe('passed')
  })
})

it("is no exit code of the job's where make tells that of a recipe", () => {
  const { verdict, exit_code } = conclude('make: *** [Makefile:3: x] Error 77\n')
  expect([verdict?.outcome, exit_code]).toEqual(['failed', null])
})

function conclude(log: string, rules = DEFAULT) {
  const reader = packOf(rules).open()
  reader.push(Buffer.from(log))
  return reader.end({ exitCode: undefined })
}
