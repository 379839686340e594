import { describe, expect, it } from 'vitest'
import { LineExplainer } from '../../../../src/core/postflight/rules/explain-line.ts'
import { EXPLAINED_LINES_MAX, LogExplainer } from '../../../../src/core/postflight/rules/explain-log.ts'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { toLines } from '../../../../src/core/postflight/rules/try-line.ts'
import { compileTrusting } from '../../../support/rule-pack.ts'

const EXAMPLES = { match: ['x'] }
const FILE = {
  problemMatcher: [
    {
      owner: 'disk',
      pattern: { regexp: 'disk full' },
      postflight: { type: 'x', priority: 92, unless: ['dry run'], examples: EXAMPLES },
    },
    {
      owner: 'word',
      pattern: { regexp: '[Ee]rror' },
      postflight: { type: 'x', priority: 40, generic: true, examples: EXAMPLES },
    },
    { owner: 'lint', severity: 'warning', pattern: { regexp: '^lint: .*' } },
  ],
  ignoreLines: [{ regexp: '^0 errors', reason: 'a count of zero' }],
  ignoreRegions: [{ begin: '^<<<', end: '^>>>', reason: 'a quoted log' }],
}

describe('the explanation of a log', () => {
  it('names the rules that fire, and why others stay silent', () => {
    const log = 'ok\nerror: disk full\ndry run: disk full\n0 errors\nlint: unused\n<<<\ndisk full\n>>>\n'
    expect(explain(log).lines.map(({ line, fired, silent }) => [line, fired.map(({ rule }) => rule), silent])).toEqual([
      [2, ['disk'], [{ rule: 'word', source: 'x.json', reason: 'disk says more of the same line' }]],
      [3, [], [{ rule: 'disk', source: 'x.json', reason: 'its unless matches: dry run' }]],
      [
        4,
        [],
        [{ rule: 'word', source: 'x.json', reason: 'the line only looks like an error: a count of zero (x.json)' }],
      ],
      [5, ['lint'], []],
      [
        7,
        [],
        [{ rule: 'disk', source: 'x.json', reason: 'the line lies in an ignored region: a quoted log (x.json)' }],
      ],
    ])
  })

  it('says of what kind and how severe a match is', () => {
    expect(explain('lint: unused\n').lines[0]?.fired).toEqual([
      { rule: 'lint', source: 'x.json', kind: 'error', severity: 'warning' },
    ])
  })

  it('tells who speaks where a line is not output', () => {
    const explainer = new LineExplainer(compiled())
    const [line] = toLines('disk full', 'quoted')
    expect(line && explainer.explain(line)).toMatchObject({
      fired: [],
      silent: [{ rule: 'disk', reason: expect.stringContaining('quotes') }],
    })
  })

  it('hears who speaks in a transcript', () => {
    const step = 'mini-swe-agent (step 1, $0.01):\nTHOUGHT: look\n\n```bash\nls\n```\n'
    const { lines } = explain(
      `👋 This is mini-swe-agent version 1.9.0.\n${step}mini-swe-agent (step 2, $0.02):\ndisk full\n`,
    )
    expect(lines).toMatchObject([{ fired: [], silent: [{ reason: expect.stringContaining('agent') }] }])
  })

  it('keeps to the lines that were asked for', () => {
    expect(explain('disk full\ndisk full\ndisk full\n', { first: 2, last: 2 }).lines.map(({ line }) => line)).toEqual([
      2,
    ])
  })

  it('lists a bounded number of lines and counts the rest', () => {
    const { lines, omitted, read } = explain('disk full\n'.repeat(EXPLAINED_LINES_MAX + 7))
    expect([lines.length, omitted, read]).toEqual([EXPLAINED_LINES_MAX, 7, EXPLAINED_LINES_MAX + 7])
  })
})

function compiled() {
  return compileTrusting(parseRules('x.json', JSON.stringify(FILE)))
}

function explain(log: string, range = { first: 1, last: 1_000_000 }) {
  const explainer = new LogExplainer(compiled(), range)
  explainer.push(Buffer.from(log))
  return explainer.end()
}
