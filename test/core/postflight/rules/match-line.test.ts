import { describe, expect, it } from 'vitest'
import { guardRule } from '../../../../src/adapters/expressions/guarded-expression.ts'
import { compileWith } from '../../../../src/core/postflight/rules/compile-with.ts'
import { LineMatcher } from '../../../../src/core/postflight/rules/match-line.ts'
import { messageWith, severityOf } from '../../../../src/core/postflight/rules/matched-groups.ts'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { toLines } from '../../../../src/core/postflight/rules/try-line.ts'

describe('a rule of several lines', () => {
  const STYLISH = {
    owner: 'stylish',
    pattern: [
      { regexp: '^\\s*(\\S.*)$', file: 1 },
      { regexp: '^\\s+(\\d+) (error) (.*)$', line: 1, severity: 2, message: 3, loop: true },
    ],
  }

  it('loops over its last line and begins nothing new with it', () => {
    const { fired } = read({ problemMatcher: STYLISH }, 'a.js\n  1 error one\n  2 error two\n\nb.js\n  3 error three')
    expect(fired.map(({ groups }) => [groups.file, groups.message])).toEqual([
      ['a.js', 'one'],
      ['a.js', 'two'],
      ['b.js', 'three'],
    ])
  })

  it('is over where a line comes between', () => {
    const rule = { owner: 'x', pattern: [{ regexp: '^first' }, { regexp: '^second', message: 0 }] }
    expect(read({ problemMatcher: rule }, 'first\nnoise\nsecond').fired).toEqual([])
    expect(read({ problemMatcher: rule }, 'first\nsecond\nsecond').fired).toHaveLength(1)
  })

  it('stands behind a more specific rule of the line that ends it', () => {
    const examples = { match: ['  1 error one'] }
    const specific = {
      owner: 'one',
      pattern: { regexp: ' error one' },
      postflight: { type: 'x', priority: 99, examples },
    }
    const { fired } = read({ problemMatcher: [STYLISH, specific] }, 'a.js\n  1 error one')
    expect(fired.map(({ rule }) => rule.owner)).toEqual(['one', 'stylish'])
  })
})

describe('an ignored region', () => {
  const FILE = {
    problemMatcher: { owner: 'x', pattern: { regexp: '^boom (.*)$', message: 1 } },
    ignoreRegions: [{ begin: '^=== begin', end: '^===', reason: 'a quoted log' }],
  }

  it('hides what lies in it, its first and last line included', () => {
    const { fired, unread } = read(FILE, 'boom 1\n=== begin\nboom 2\n===\nboom 3\n===\nboom 4')
    expect(fired.map(({ groups }) => groups.message)).toEqual(['1', '3', '4'])
    expect(unread).toEqual([])
  })

  it('is named where it never ends', () => {
    expect(read(FILE, 'boom 1\n=== begin\nboom 2').unread).toEqual([
      'From line 2 on nothing counts (a quoted log): the line that ends it is missing.',
    ])
  })

  it('is told for each line, and asking twice changes nothing', () => {
    const matcher = matcherOf(FILE)
    const [begin, within, end, after] = toLines('=== begin\nboom\n===\nboom')
    const reasons = [begin, begin, within, within, end, end, after].map(
      (line) => line && matcher.regionOf(line)?.reason,
    )
    expect(reasons).toEqual([
      'a quoted log',
      'a quoted log',
      'a quoted log',
      'a quoted log',
      'a quoted log',
      'a quoted log',
      undefined,
    ])
  })

  it('wants to see every line', () => {
    expect(matcherOf(FILE).wantsEveryLine).toBe(true)
    expect(matcherOf({ problemMatcher: FILE.problemMatcher }).wantsEveryLine).toBe(false)
  })
})

describe('a rule that takes too long', () => {
  it('is dropped for the log and named, and the others go on', () => {
    const file = {
      problemMatcher: [
        { owner: 'slow', pattern: { regexp: '^boom(?=(a+)+b)a' } },
        { owner: 'quick', pattern: { regexp: '^boom' } },
      ],
    }
    const { fired, unread } = read(file, `boom${'a'.repeat(60)}\nboomab`)
    expect(fired.map(({ rule }) => rule.owner)).toEqual(['quick', 'quick'])
    expect(unread).toEqual(['The rule slow took longer than it may and was not applied to the whole log.'])
  })
})

describe('a match', () => {
  it.each([
    ['Warning', 'warning'],
    ['W', 'warning'],
    ['fatal error', 'error'],
    ['note', 'notice'],
    ['nonsense', 'warning'],
  ])('that calls itself %s is of the severity %s', (word, severity) => {
    const rule = { owner: 'x', severity: 'warning', pattern: { regexp: '^boom (.*)$', severity: 1 } }
    expect(read({ problemMatcher: rule }, `boom ${word}`).fired.map(severityOf)).toEqual([severity])
  })

  it('has line and column from a location of VS Code', () => {
    const rule = { owner: 'x', pattern: { regexp: '^boom \\((.*)\\)$', location: 1 } }
    expect(read({ problemMatcher: rule }, 'boom (3,4,5,6)').fired[0]?.groups).toMatchObject({
      line: '3',
      column: '4',
      endLine: '5',
      endColumn: '6',
    })
  })

  it('takes the lines that follow into its message where the rule says so', () => {
    const [rule] = parseRules(
      'x',
      JSON.stringify({
        owner: 'x',
        pattern: { regexp: 'x' },
        postflight: { type: 'x', appendMessage: true, examples: { match: ['x'] } },
      }),
    ).rules
    const [plain] = parseRules('x', JSON.stringify({ owner: 'x', pattern: { regexp: 'x' } })).rules
    if (rule === undefined || plain === undefined) throw new Error('Expected two rules')
    expect(messageWith(rule, 'boom', ['at a', 'at b'])).toBe('boom\nat a\nat b')
    expect(messageWith(rule, 'boom', ['at a', '', 'at b'])).toBe('boom\nat a')
    expect(messageWith(plain, 'boom', ['at a', 'at b'])).toBe('boom')
  })
})

function compile(file: unknown) {
  return compileWith(parseRules('x.json', JSON.stringify(file)), () => guardRule())
}

function matcherOf(file: unknown): LineMatcher {
  return new LineMatcher(compile(file))
}

function read(file: unknown, log: string) {
  const rules = compile(file)
  const matcher = new LineMatcher(rules)
  const fired = toLines(log).flatMap((line) => matcher.match(line, rules.finder.inText(line.full).rules))
  return { fired, unread: matcher.unread() }
}
