// What a log comes to: verdict, errors with the cause first, tests, claims, learnings, score and recommendations.

import type { Conclusion } from '../rule-pack.ts'
import { reportedClaims } from './claims/report-claims.ts'
import { findCauses } from './errors/causes.ts'
import { endingError, errorLineBefore, lastFatalLine } from './errors/last-error-line.ts'
import { failingRegion } from './errors/rank.ts'
import { toReportError } from './errors/report-error.ts'
import { reportedLearnings } from './learnings/report-learnings.ts'
import type { ReadLog } from './read-log.ts'
import { recommendFor } from './recommend.ts'
import { endOf, lastLines, reportedLog, reportedTests, stateOf, warnEmpty } from './report-parts.ts'
import { scoreRun } from './score.ts'
import { agentEvidence } from './verdict/agent-evidence.ts'
import { decideVerdict } from './verdict/decide.ts'
import { type Evidence, inOrder } from './verdict/evidence.ts'
import { exitCodeOf, reportedVerdict, toldEvidence } from './verdict/report-verdict.ts'
import { testsEvidence } from './verdict/tests-evidence.ts'

/** Kinds of errors that a report lists. */
const ERRORS_MAX = 10

export function conclude(read: ReadLog): Conclusion {
  const { reader, extras, told } = read
  const { findings } = reader
  const tests = extras.tests.result()
  const agent = reader.voices.end()
  const { words, fatalLine } = agent === undefined ? saidBy(read) : { words: agentEvidence(agent), fatalLine: 0 }
  const verdict = decideVerdict([...words, ...toldEvidence(told)], fatalLine)
  const region = failingRegion(words, (line) => reader.steps.at(line)?.line ?? 1, reader.scanner.lines)
  const causes = findCauses(findings, { region, evidence: words, verdict })
  const listed = causes.slice(0, ERRORS_MAX)
  const errors = listed.map((cause) => toReportError(cause, verdict))
  const log = reportedLog(reader)
  const state = stateOf(read, agent)
  const history = extras.commands.end()
  const claims = reportedClaims(extras.claims.end(), { ...history, verdict: verdict.outcome })
  const falseClaims = claims.filter(({ support }) => support === 'contradicted').length
  const score = scoreRun({ verdict, errors, tests, falseClaims, unread: log.unread.length })
  const exitCode = exitCodeOf(told, verdict)
  const hasCause = errors.some(({ severity }) => severity === 'high')
  return {
    exit_code: exitCode,
    quality_score: score.total,
    errors,
    warnings: [...log.unread, ...warnEmpty(state, verdict)],
    successes: [...findings.successes].map((type) => ({ type })),
    learnings: reportedLearnings(extras.learnings.end(), history.commands, causes),
    recommendations: [...recommendFor(verdict.outcome === 'passed' ? [] : listed)],
    verdict: reportedVerdict(verdict, { exitCode, log: state }),
    score_breakdown: [...score.items],
    ...(causes.length > ERRORS_MAX ? { errors_omitted: causes.length - ERRORS_MAX } : {}),
    ...(verdict.outcome === 'failed' && !hasCause ? { last_lines: lastLines(reader) } : {}),
    ...(tests === undefined ? {} : { tests: reportedTests(tests) }),
    ...(claims.length === 0 ? {} : { claims }),
    ...(history.tools.length === 0 ? {} : { tools: history.tools.map((tool) => ({ ...tool })) }),
    log,
  }
}

interface Said {
  readonly words: readonly Evidence[]
  /** Where the last error stands that contradicts a tool's success before it; 0 where there is none. */
  readonly fatalLine: number
}

/**
 * What lines say, and what the shape of the log does; where neither says anything, the error that it ends with, or else
 * the counts of tests.
 */
function saidBy({ reader, extras }: ReadLog): Said {
  const { candidates, evidence } = reader.findings
  const endings = reader.endings.evidence({
    errorLineBefore: (line) => errorLineBefore(candidates, line),
    lastLine: () => lastLines(reader).at(-1)?.line ?? 0,
  })
  const words = inOrder([...evidence.all(), ...endings])
  return {
    words:
      words.length === 0
        ? lesserWords(testsEvidence(extras.tests.lastRuns()), endingError(candidates, endOf(reader)))
        : words,
    fatalLine: lastFatalLine(candidates),
  }
}

/** Tests that are counted after an error know better than the error. */
function lesserWords(counts: readonly Evidence[], error: Evidence | undefined): readonly Evidence[] {
  if (error === undefined || counts.some(({ line }) => line > error.line)) return counts
  return [error]
}
