// Parts of the report that are told as they were read.

import type { Analysis, ReportTests } from '../report.ts'
import type { TailLine } from './errors/tail.ts'
import type { LogReader } from './log-reader.ts'
import type { ReadLog } from './read-log.ts'
import { recentText } from './reading/dress-line.ts'
import { RECENT_LINES_MAX } from './reading/limits.ts'
import type { LongLines } from './reading/line-scanner.ts'
import type { Tests } from './runners/tally.ts'
import type { AgentRun } from './transcripts/transcript.ts'
import type { Verdict } from './verdict/decide.ts'
import type { LogState } from './verdict/report-verdict.ts'

const LAST_LINES_MAX = 10

/** How the log ends, without blank lines. */
export function lastLines(reader: LogReader): NonNullable<Analysis['last_lines']> {
  return endOf(reader)
    .map(({ line, text }) => ({ line, text: text.trim().slice(0, LAST_LINE_CHARACTERS_MAX) }))
    .filter(({ text }) => text !== '')
    .slice(-LAST_LINES_MAX)
}

/** The last lines as they stood. */
export function endOf({ scanner }: LogReader): readonly TailLine[] {
  return scanner.before(RECENT_LINES_MAX).map((recent) => ({ line: recent.number, text: recentText(recent) }))
}

const LAST_LINE_CHARACTERS_MAX = 400

export function reportedLog({ scanner, matcher, findings, voices }: LogReader): NonNullable<Analysis['log']> {
  const { candidates } = findings
  const thinned = candidates.seen - candidates.all().length
  const unread = [
    ...scanner.binary.unread(scanner.lines),
    ...sentences(scanner.tooLong, 'its rest was not read'),
    ...(voices.unfolds ? [] : sentences(scanner.cut, 'rules saw only its beginning')),
    ...(thinned === 0 ? [] : [`${thinned} of ${candidates.seen} possible errors were counted but not weighed`]),
    ...matcher.unread(),
  ]
  const { format } = voices
  return { bytes: scanner.bytes, lines: scanner.lines, ...(format === undefined ? {} : { format }), unread }
}

/** `agent`: what its transcript tells, where the log is one. */
export function stateOf({ reader, told }: ReadLog, agent: AgentRun | undefined): LogState {
  if (reader.scanner.bytes === 0) return told.log ?? 'empty'
  return agent === undefined ? 'build' : 'agent'
}

/** Where nothing decided, the verdict itself says so. */
export function warnEmpty(state: LogState, { outcome }: Verdict): readonly string[] {
  return state === 'empty' && outcome !== 'unknown' ? ['The log is empty (0 bytes)'] : []
}

function sentences({ count, first, bytesMax }: LongLines, consequence: string): readonly string[] {
  if (count === 0) return []
  if (count === 1) return [`Line ${first} is longer than ${bytesMax} bytes: ${consequence}`]
  return [`${count} lines, the first of them line ${first}, are longer than ${bytesMax} bytes: of each, ${consequence}`]
}

export function reportedTests(tests: Tests): ReportTests {
  return {
    ...tests,
    failed_names: [...tests.failed_names],
    by_runner: tests.by_runner.map((runner) => ({ ...runner, failed_names: [...runner.failed_names] })),
  }
}
