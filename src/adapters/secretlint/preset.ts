// The recommended rule set of the secretlint project, kept by its maintainers, as a finder of ranges.
// Long texts are read in pieces that overlap, so that the time of one call stays bounded.

import type { SecretRange } from './ranges.ts'

/** UTF-16 code units per piece, and how many of them two pieces share: more than any secret is long. */
const PIECE_UNITS = 65_536
const OVERLAP_UNITS = 16_384

/** A comment in a log must not switch its redaction off; disabling this rule by configuration has no effect. */
const FILTER_COMMENTS = '@secretlint/secretlint-rule-filter-comments'

/** What is used of a finding. */
interface Finding {
  readonly ruleId: string
  /** UTF-16 offsets, the second exclusive. */
  readonly range: readonly [number, number]
}

let loading: ReturnType<typeof load> | undefined

/** The preset's findings; loads it on first use. */
export async function findByRules(text: string): Promise<SecretRange[]> {
  loading ??= load()
  const { lintSource, config } = await loading
  const ranges: SecretRange[] = []
  for (let offset = 0; offset < text.length; offset += PIECE_UNITS - OVERLAP_UNITS) {
    const content = text.slice(offset, offset + PIECE_UNITS)
    const source = { filePath: 'text.txt', ext: '.txt', content, contentType: 'text' as const }
    const { messages } = await lintSource({ source, options: { noPhysicFilePath: true, config } })
    ranges.push(...messages.map((message) => toRange(message, offset)))
    if (offset + PIECE_UNITS >= text.length) break
  }
  return ranges
}

async function load() {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ])
  // Some 36 performance entries a call are kept for ever and searched on each: a leak in a worker that runs for weeks.
  secretLintProfiler.mark = () => undefined
  const rules = creator.rules.filter((rule) => rule.meta.id !== FILTER_COMMENTS)
  const config = { rules: rules.map((rule) => ({ id: rule.meta.id, rule })) }
  return { lintSource, config }
}

const KINDS: Readonly<Record<string, string>> = {
  privatekey: 'private-key',
  basicauth: 'url-credentials',
  'database-connection-string': 'connection-string',
  gcp: 'google',
}

function toRange(message: Finding, offset: number): SecretRange {
  const rule = message.ruleId.replace('@secretlint/secretlint-rule-', '')
  return { start: offset + message.range[0], end: offset + message.range[1], kind: KINDS[rule] ?? rule }
}
