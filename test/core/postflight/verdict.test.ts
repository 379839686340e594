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

describe('without any word on how the run went', () => {
  const error = 'src/cart.ts(3,5): error TS2339: Property total does not exist on type Cart.'

  it('is a failure, with little confidence, where the log ends with an error', () => {
    expect(conclude(`checking types\n${error}\n`).verdict).toMatchObject({
      outcome: 'failed',
      confidence: 'low',
      because: [{ line: 2, authority: 'end' }],
    })
  })

  it('is unknown where more follows, and where scripts go on after such an error', () => {
    expect(conclude(`${error}\nAll done.\n`).verdict?.outcome).toBe('unknown')
    expect(conclude('cp: cannot stat a.log: No such file or directory\n').verdict?.outcome).toBe('unknown')
  })

  it('is what the counts of a test runner tell', () => {
    const ran = 'Ran 4 tests containing 7 assertions.\n'
    const { verdict } = conclude(`${ran}0 failures, 0 errors.\n`)
    expect(verdict).toMatchObject({
      outcome: 'passed',
      because: [{ authority: 'runner', text: 'clojure.test: 0 failed, 4 passed' }],
    })
    expect(conclude(`${ran}1 failures, 0 errors.\n`).verdict?.outcome).toBe('failed')
    expect(conclude(`${error}\n${ran}0 failures, 0 errors.\n`).verdict?.outcome).toBe('passed')
  })
})

it.each([
  ['TAP', '1..10\nok 1 - a\nok 2 - b\n'],
  [
    'Surefire',
    'Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s - in shop.CartTest\nRunning shop.BTest\n',
  ],
  ['Gradle', 'shop.CartTest > adds PASSED\nshop.CartTest > takes PASSED\n> Task :test\n'],
  ['clojure.test', 'Ran 4 tests containing 7 assertions.\n'],
  ['OUnit', 'Ran: 55 tests in: 1.43 seconds.\n'],
])('is not that it passed where tests may have broken off: %s', (_, log) => {
  expect(conclude(log).verdict?.outcome).not.toBe('passed')
})

it('is no success where a trap of the shell ends well', () => {
  expect(conclude('make: *** [all] Error 2\n+ cleanup\n+ exit 0\n').verdict?.outcome).toBe('failed')
})

it('is a failure where a play failed on one host of several, whichever comes last', () => {
  const host = (name: string, failed: number) =>
    `${name}                      : ok=3    changed=2    unreachable=0    failed=${failed}    skipped=0\n`
  expect(conclude(`${host('app-1', 1)}${host('app-2', 0)}`).verdict?.outcome).toBe('failed')
  expect(conclude(`${host('app-1', 0)}${host('app-2', 0)}`).verdict?.outcome).toBe('passed')
  expect(conclude(`${host('app-1', 1)}${host('app-2', 0)}\n${host('app-1', 0)}`).verdict?.outcome).toBe('passed')
})

it('names a line once that two rules have read, and the exit code that it tells', () => {
  const { verdict, exit_code } = conclude('##[group]Run make\n##[error]Process completed with exit code 2.\n')
  expect([verdict?.because.map(({ line }) => line), exit_code]).toEqual([[2], 2])
})

it('looks for the cause before the stages that Jenkins skipped for it', () => {
  const stage = (name: string) => `[Pipeline] stage\n[Pipeline] { (${name})\n`
  const skipped = 'Stage "Test" skipped due to earlier failure(s)\n'
  const error = 'src/cart.ts(3,5): error TS2339: Property total does not exist on type Cart.\n'
  const { errors } = conclude(
    `${stage('Build')}${error}${stage('Test')}${skipped}ERROR: script returned exit code 2\nFinished: FAILURE\n`,
  )
  expect(errors).toMatchObject([{ line: 3, severity: 'high' }])
})

it('looks for the cause in the stage that failed where one of another name was skipped', () => {
  const stage = (name: string) => `[Pipeline] { (${name})\n`
  const error = (name: string) => `src/${name}.ts(3,5): error TS2339: Property total does not exist on type ${name}.\n`
  const skipped = 'Stage "Cleanup" skipped due to earlier failure(s)\n'
  const log = `${stage('Lint')}${error('lint')}${stage('Build')}${error('build')}${stage('Cleanup')}${skipped}`
  expect(conclude(`${log}ERROR: script returned exit code 2\nFinished: FAILURE\n`).errors).toMatchObject([{ line: 4 }])
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
