import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { joinRules } from '../../../../src/core/postflight/rules/join-rules.ts'
import { parseOwnRules, parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'

const PATTERN = { regexp: '^(.+): (.+)$', file: 1, message: 2 }
const EXAMPLES = { match: ['a: b'], noMatch: [] }

describe('a rule file', () => {
  it.each([
    ['of GitHub Actions', { problemMatcher: [{ owner: 'a', pattern: [PATTERN] }] }],
    ['with a single matcher', { problemMatcher: { owner: 'a', pattern: PATTERN } }],
    ['that is a matcher', { owner: 'a', pattern: [PATTERN] }],
    ['that is a list', [{ owner: 'a', pattern: [PATTERN] }]],
    ['of an extension', { name: 'x', contributes: { problemMatchers: [{ name: 'a', owner: 'b', pattern: PATTERN }] } }],
    ['with problemMatchers', { problemMatchers: [{ owner: 'a', pattern: PATTERN }] }],
    ['of tasks', { version: '2.0.0', tasks: [{ problemMatcher: ['$tsc', { owner: 'a', pattern: PATTERN }] }, {}] }],
  ])('%s loads', (_form, content) => {
    expect(ownersOf(parseRules('x.json', JSON.stringify(content)))).toEqual(['a'])
  })

  it('may hold comments, last commas and a byte order mark', () => {
    const text = `\uFEFF{ // http://example.com/
      "problemMatcher": [ /* one, "two" ] } */ { "owner": "a//b", "pattern": { "regexp": "/\\\\* \\",]" }, }, ],
    }`
    const { rules } = parseRules('x.json', text)
    expect(rules.map(({ owner, patterns }) => [owner, patterns[0]?.regexp])).toEqual([['a//b', '/\\* ",]']])
  })

  it('that holds rules of no kind is refused', () => {
    expect(() => parse({ scripts: {} })).toThrow(/expected problemMatcher, ignoreLines or ignoreRegions/)
    expect(() => parse({ tasks: [{ problemMatcher: '$tsc' }] })).toThrow(/\$tsc, are none/)
    expect(() => parseRules('x.json', '{ nonsense')).toThrow(/x\.json .* \(top\): /)
  })

  it('that refers to a pattern of VS Code by name is told that there is none', () => {
    const matchers = [
      { owner: 'a', pattern: '$tsc' },
      { owner: 'b', base: '$gcc' },
      { owner: 'c', pattern: ['$go'] },
    ]
    const message = messageOf({ problemMatcher: matchers })
    for (const name of ['$tsc', '$gcc', '$go'])
      expect(message).toContain(`got ${name}: patterns that VS Code has by name`)
  })

  it('names everything that is wrong at once, each with its place and its rule', () => {
    const message = messageOf({
      problemMatcher: [
        { owner: 'a', pattern: [{ regexp: '(x', file: 1 }] },
        { owner: 'a', pattern: PATTERN, severity: 'loud' },
        { owner: 'b', pattern: PATTERN, postflight: { type: 'x', prioritty: 3, examples: { match: [] } } },
        { owner: 'c', pattern: { ...PATTERN, code: 3 }, postflight: { remedy: 'see {line}', examples: EXAMPLES } },
        { owner: 'd', pattern: PATTERN, postflight: { kind: 'verdict', unless: ['['], examples: EXAMPLES } },
        { owner: 'd', pattern: PATTERN },
        { pattern: PATTERN },
      ],
      ignoreLines: [{ regexp: 'x' }],
    })
    expect(message.split('\n').map((line) => line.split(':')[0]?.trim())).toEqual([
      'Expected the rules in x.json to be valid, got 12 problems',
      '- problemMatcher.0.pattern.0.regexp (a)',
      '- problemMatcher.1.severity (a)',
      '- problemMatcher.2.postflight.examples.match (b)',
      '- problemMatcher.2.postflight (b)',
      '- problemMatcher.3.postflight.type (c)',
      '- problemMatcher.3.pattern.0.code (c)',
      '- problemMatcher.3.postflight.remedy (c)',
      '- problemMatcher.4.postflight.verdict (d)',
      '- problemMatcher.4.postflight.unless.0 (d)',
      '- problemMatcher.6.owner',
      '- problemMatcher.5.owner (d)',
      '- ignoreLines.0.reason',
    ])
  })

  it('with a field that is nearly one of those that count is refused', () => {
    const pattern = { regexp: '^(.+)$', mesage: 1 }
    expect(() => parse({ owner: 'a', pattern, sevrity: 'warning', postfligt: {} })).toThrow(
      /expected severity, got sevrity(?:.|\n)*expected postflight, got postfligt(?:.|\n)*expected message, got mesage/,
    )
    expect(() => parse({ problemMatcher: [{ owner: 'a', patern: [pattern] }] })).toThrow(/expected pattern, got patern/)
    expect(
      ownersOf(parseRules('x.json', JSON.stringify({ owner: 'a', pattern: [PATTERN], activeOnStart: true }))),
    ).toEqual(['a'])
  })

  it('may name groups that are not there where it is a plain matcher, as real ones do', () => {
    expect(() => parse({ owner: 'a', pattern: { regexp: 'x', message: 4 } })).not.toThrow()
  })

  it('of ours is read without checks as it is read with them', () => {
    const text = readFileSync('rules/linters.json', 'utf8')
    expect(parseOwnRules('linters.json', text)).toEqual(parseRules('linters.json', text))
  })

  it('has the severity, the messages and the groups that it asks for', () => {
    const [rule] = parse({
      owner: 'a',
      severity: 'info',
      pattern: PATTERN,
      postflight: { type: 'x', appendMessage: true, examples: EXAMPLES },
    }).rules
    expect(rule).toMatchObject({
      severity: 'notice',
      appendsMessage: true,
      patterns: [{ groups: { file: 1, message: 2 } }],
    })
  })
})

describe('what is no JSON', () => {
  it.each([
    ['{\n  "owner" "a"\n}', 'Expected ":" at line 2, column 11'],
    ['{\n  // a comment\n  "owner": "a",\n  "pattern": tru\n}', 'Expected a value at line 4, column 14'],
    ['\ufeff{"owner": "a"', 'Expected "}" at line 1, column 14'],
  ])('is refused with its line and column: %j', (text, reason) => {
    expect(() => parseRules('x.json', text)).toThrow(reason)
  })

  it('is refused also where only the engine minds it', () => {
    expect(() => parseRules('x.json', '{"owner": NaN}')).toThrow('Unexpected token')
  })
})

describe('several rule files', () => {
  it('are one, and of rules with the same owner the first is used', () => {
    const user = parseRules('user.json', JSON.stringify({ owner: 'gcc', pattern: { regexp: 'mine' } }))
    const own = {
      ...parse([
        { owner: 'gcc', pattern: PATTERN },
        { owner: 'go', pattern: PATTERN },
      ]),
      trustedSources: new Set(['x.json']),
    }
    const joined = joinRules([user, own])
    expect(joined.rules.map(({ owner, source }) => [owner, source])).toEqual([
      ['gcc', 'user.json'],
      ['go', 'x.json'],
    ])
    expect([...(joined.trustedSources ?? [])]).toEqual(['x.json'])
  })
})

function parse(content: unknown) {
  return parseRules('x.json', JSON.stringify(content))
}

function ownersOf({ rules }: ReturnType<typeof parseRules>) {
  return rules.map(({ owner }) => owner)
}

function messageOf(content: unknown): string {
  try {
    parse(content)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('Expected the file to be refused, got rules')
}
