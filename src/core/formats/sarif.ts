// SARIF 2.1.0: a run for each job, a result for each error. `invocations` tells of the job's run, not of postflight's:
// its exit code, and whether it is known to have passed.

import type { Analysis } from '../report.ts'
import type { DocumentWriter, ReportedJob } from './document.ts'
import { toPlainLine } from './plain-text.ts'
import { listProblems, type Problem } from './problem.ts'
import { exitCodeText, outcomeOf } from './verdict-words.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const BEGIN = `{"version":"2.1.0","$schema":"${SCHEMA}","runs":[`

export function openSarif(): DocumentWriter {
  let isFirst = true
  return {
    add: (job) => {
      const before = isFirst ? BEGIN : ','
      isFirst = false
      return before + JSON.stringify(toRun(job), null, 2)
    },
    end: () => (isFirst ? `${BEGIN}]}` : ']}'),
  }
}

function toRun({ analysis, logPath }: ReportedJob) {
  const problems = listProblems(analysis)
  const rules = [...new Map(problems.map((problem) => [problem.rule, problem])).values()]
  const log = toUri(logPath ?? analysis.job_id)
  return {
    tool: { driver: { name: 'postflight', version: analysis.rule_pack.version, rules: rules.map(toRule) } },
    automationDetails: { id: `postflight/${toPlainLine(analysis.job_id)}/${analysis.run_attempt}` },
    invocations: [toInvocation(analysis)],
    results: problems.map((problem) => toResult(problem, { log, ruleIndex: ruleIndexOf(problem, rules) })),
    properties: {
      verdict: outcomeOf(analysis),
      ...(analysis.verdict === undefined ? {} : { confidence: analysis.verdict.confidence }),
      qualityScore: analysis.quality_score,
      rulePack: analysis.rule_pack.name,
      ...(analysis.rule_pack.files === undefined ? {} : { ruleFiles: analysis.rule_pack.files }),
      ...(analysis.errors_omitted ? { errorsOmitted: analysis.errors_omitted } : {}),
    },
  }
}

function ruleIndexOf({ rule }: Problem, rules: readonly Problem[]): number {
  return rules.findIndex((one) => one.rule === rule)
}

function toRule(problem: Problem) {
  const tags = problem.class === undefined ? {} : { properties: { tags: [problem.class] } }
  return { id: problem.rule, shortDescription: { text: problem.type.replaceAll('_', ' ') }, ...tags }
}

function toInvocation(analysis: Analysis) {
  const { exit_code: exitCode, warnings, log } = analysis
  const notifications = [...new Set([...warnings, ...(log?.unread ?? [])])]
  return {
    executionSuccessful: outcomeOf(analysis) === 'passed',
    ...(exitCode === null || !Number.isSafeInteger(Number(exitCode)) ? {} : { exitCode: Number(exitCode) }),
    exitCodeDescription: exitCodeText(analysis),
    toolExecutionNotifications: notifications.map((text) => ({
      level: 'warning',
      message: { text: toPlainLine(text) },
    })),
  }
}

interface Placed {
  /** The log's URI. */
  readonly log: string
  readonly ruleIndex: number
}

function toResult(problem: Problem, { log, ruleIndex }: Placed) {
  const { rule, level, message, count, fingerprint, source } = problem
  const inLog = toLogLocation(problem, log)
  return {
    ruleId: rule,
    ruleIndex,
    kind: 'fail',
    level,
    message: { text: message },
    ...(source === undefined
      ? { locations: [inLog] }
      : {
          locations: [toSourceLocation(source)],
          relatedLocations: [{ id: 1, ...inLog, message: { text: 'The log' } }],
        }),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { [keyOf(fingerprint)]: fingerprint } }),
    occurrenceCount: count,
    ...toProperties(problem),
  }
}

function toLogLocation({ log: place, block }: Problem, uri: string) {
  const text = block.map((line) => line.text).join('\n')
  const snippet = text === '' ? {} : { snippet: { text } }
  const region = place === undefined ? {} : { region: { startLine: place.start, endLine: place.end, ...snippet } }
  return { physicalLocation: { artifactLocation: { uri }, ...region } }
}

function toSourceLocation({ file, line, column }: NonNullable<Problem['source']>) {
  const startColumn = column === undefined || column < 1 ? {} : { startColumn: column }
  const region = line === undefined || line < 1 ? {} : { region: { startLine: line, ...startColumn } }
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, ...region } }
}

/** `postflight/v1` of `v1:0123456789abcdef`, so that a new way to make them does not meet the old. */
function keyOf(fingerprint: string): string {
  return `postflight/${fingerprint.split(':')[0]}`
}

function toProperties({ class: kind, step, excuse, retryable }: Problem) {
  const known = Object.entries({ class: kind, step, excuse, retryable }).filter(([, value]) => value !== undefined)
  return known.length === 0 ? {} : { properties: Object.fromEntries(known) }
}

/** A relative reference, or a file URI where the path is absolute; also for Windows paths. */
function toUri(path: string): string {
  const parts = path.toWellFormed().replaceAll('\\', '/').split('/')
  const [first = '', ...rest] = parts
  if (/^[A-Za-z]:$/.test(first)) return `file:///${first}/${rest.map(encodeURIComponent).join('/')}`
  const uri = parts.map(encodeURIComponent).join('/')
  return uri.startsWith('/') ? `file://${uri.replace(/^\/+/, '/')}` : uri
}
