// What a log comes to: verdict, errors with the cause first, tests, claims, learnings, score and recommendations.

import type { Conclusion } from '../rule-pack.ts'
import { reportedClaims } from './claims/report-claims.ts'
import { findCauses } from './errors/causes.ts'
import { lastErrorLine, lastFatalLine } from './errors/last-error-line.ts'
import { failingRegion } from './errors/rank.ts'
import { toReportError } from './errors/report-error.ts'
import { reportedLearnings } from './learnings/report-learnings.ts'
import type { LogReader } from './log-reader.ts'
import type { ReadLog } from './read-log.ts'
import { recommendFor } from './recommend.ts'
import { lastLines, reportedLog, reportedTests, stateOf, warnEmpty } from './report-parts.ts'
import { scoreRun } from './score.ts'
import { agentEvidence } from './verdict/agent-evidence.ts'
import { decideVerdict } from './verdict/decide.ts'
import { type Evidence, inOrder } from './verdict/evidence.ts'
import { exitCodeOf, reportedVerdict, toldEvidence } from './verdict/report-verdict.ts'

/** Kinds of errors that a report lists. */
const ERRORS_MAX = 10

export function conclude(read: ReadLog): Conclusion {
  const { reader, extras, told } = read
  const { findings } = reader
  const agent = reader.voices.end()
  const words = agent === undefined ? evidenceOf(reader) : agentEvidence(agent)
  const verdict = decideVerdict(
    [...words, ...toldEvidence(told)],
    agent === undefined ? lastFatalLine(findings.candidates) : 0,
  )
  const region = failingRegion(words, (line) => reader.steps.at(line)?.line ?? 1, reader.scanner.lines)
  const causes = findCauses(findings, { region, evidence: words, verdict })
  const listed = causes.slice(0, ERRORS_MAX)
  const errors = listed.map((cause) => toReportError(cause, verdict))
  const tests = extras.tests.result()
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

/** What lines say, and what the shape of the log does. */
function evidenceOf(reader: LogReader): readonly Evidence[] {
  const { findings } = reader
  const endings = reader.endings.evidence({
    lastErrorLine: (before) => lastErrorLine(findings.candidates, before),
    lastLine: lastLines(reader).at(-1)?.line ?? 0,
  })
  return inOrder([...findings.evidence.all(), ...endings])
}
