import { describe, expect, it } from 'vitest'
import { guardRule } from '../../../../src/adapters/expressions/guarded-expression.ts'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { tryExamples } from '../../../../src/core/postflight/rules/try-examples.ts'
import { tryRunners } from '../../../../src/core/postflight/rules/try-runners.ts'
import { trySample } from '../../../../src/core/postflight/rules/try-sample.ts'
import { GO_TEST } from '../../../../src/core/postflight/runners/go-test.ts'

const PATTERN = [
  { regexp: '^first (\\w+)$', file: 1 },
  { regexp: '^second (.*)$', message: 1 },
]

describe('the examples of a rule', () => {
  it('hold where it fires on each and on no other', () => {
    const examples = {
      match: ['first a\nsecond b', 'x\nfirst a\nsecond b'],
      noMatch: ['first a', 'first a\n\nsecond b'],
    }
    expect(tryRule({ examples })).toEqual({ rules: 1, ignoredLines: 0, examples: 4, failed: [] })
  })

  it('fail with the pattern that failed, and how far it got', () => {
    const { failed } = tryRule({ examples: { match: ['first a\nsecund b'] } })
    expect(failed).toMatchObject([
      {
        name: 'x',
        source: 'x.json',
        expected: 'match',
        because: { pattern: 2, line: 'secund b', reached: '^sec', failed: 'o' },
      },
    ])
  })

  it('fail with the unless that keeps the rule silent', () => {
    const { failed } = tryRule({ unless: ['never', 'first'], examples: { match: ['first a\nsecond b'] } })
    expect(failed).toMatchObject([{ because: { kind: 'unless', expression: 'first' } }])
  })

  it('fail where a rule fires that must not', () => {
    const { failed } = tryRule({ examples: { match: ['first a\nsecond b'], noMatch: ['first a\nsecond c'] } })
    expect(failed).toMatchObject([{ expected: 'no match', sample: 'first a\nsecond c' }])
  })

  it('are those of ignored lines too', () => {
    const examples = { match: ['0 errors', 'no errors'], noMatch: ['10 errors'] }
    const { failed } = tryFile({ ignoreLines: [{ regexp: '^0 errors', reason: 'a count', examples }] })
    expect(failed).toMatchObject([{ name: '^0 errors', sample: 'no errors', because: { reached: '^', failed: '0' } }])
  })
})

describe('a sample', () => {
  it('shows what each rule captures, or how far it gets', () => {
    const rules = [
      { owner: 'a', pattern: { regexp: '^at (\\S+)', file: 1 } },
      { owner: 'b', pattern: { regexp: '^at (\\d+)', line: 1 } },
    ]
    expect(trySample(parseRules('x.json', JSON.stringify(rules)), 'at main.c', () => guardRule())).toMatchObject([
      { owner: 'a', groups: { file: 'main.c' }, because: undefined },
      { owner: 'b', groups: undefined, because: { reached: '^at ', failed: '(\\d+)' } },
    ])
  })
})

describe('the examples of a reader of test runners', () => {
  it('hold, and fail where its events are others', () => {
    expect(tryRunners([GO_TEST])).toMatchObject({ runners: 1, failed: [] })
    const [first] = GO_TEST.examples.match
    const broken = { ...GO_TEST, examples: { match: [{ log: first?.log ?? '', events: [] }], noMatch: [] } }
    expect(tryRunners([broken]).failed).toMatchObject([{ runner: GO_TEST.name, expected: [], got: first?.events }])
  })
})

function tryRule(postflight: object) {
  return tryFile({ problemMatcher: { owner: 'x', pattern: PATTERN, postflight: { type: 'x', ...postflight } } })
}

function tryFile(file: unknown) {
  return tryExamples(parseRules('x.json', JSON.stringify(file)), () => guardRule())
}
