// Workflow commands of GitHub Actions: a notice with each job's verdict, and an annotation for each error, at its place
// in the source where the log names one, else in the log.

import type { DocumentWriter, ReportedJob } from './document.ts'
import { toPlainText } from './plain-text.ts'
import { listProblems, type Problem, renderBlock } from './problem.ts'
import { authorityName, explainedExitCode, type Outcome, outcomeOf } from './verdict-words.ts'

/** GitHub shows so many annotations of each type for a step (docs.github.com, workflow commands). */
const ANNOTATIONS_MAX = 10

type Command = 'error' | 'warning' | 'notice'
const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const

interface Annotation {
  readonly command: Command
  readonly file: string | undefined
  readonly line?: number | undefined
  readonly endLine?: number | undefined
  readonly col?: number | undefined
  readonly title: string
  readonly message: string
}

/** One is kept for the closing notice. */
const NOTICES_MAX = ANNOTATIONS_MAX - 1

type Counts = Record<Command, number>

/**
 * `jobs` share what GitHub shows. Where these are more than it shows notices, only failed ones have one; a closing
 * notice counts jobs and what is not shown.
 */
export function openGithub(jobs: number): DocumentWriter {
  const outcomes: Record<Outcome, number> = { failed: 0, unknown: 0, passed: 0 }
  const room = openRoom(Math.max(1, Math.floor(ANNOTATIONS_MAX / Math.max(jobs, 1))))
  return {
    add: (job) => {
      const outcome = outcomeOf(job.analysis)
      outcomes[outcome] += 1
      const verdicts = jobs <= NOTICES_MAX || outcome === 'failed' ? [verdictOf(job)] : []
      const annotations = [...verdicts, ...listProblems(job.analysis).map((problem) => annotationOf(problem, job))]
      return room.choose(annotations).map(renderAnnotation).join('\n')
    },
    end: () => renderClosing(outcomes, room.omitted),
  }
}

/** Counts what is shown; of one job at most `share` of each type are. */
function openRoom(share: number) {
  const left: Counts = { error: ANNOTATIONS_MAX, warning: ANNOTATIONS_MAX, notice: NOTICES_MAX }
  const omitted: Counts = { error: 0, warning: 0, notice: 0 }
  return {
    omitted,
    choose: (annotations: readonly Annotation[]) => {
      const taken: Counts = { error: 0, warning: 0, notice: 0 }
      return annotations.filter(({ command }) => {
        taken[command] += 1
        const isShown = left[command] > 0 && taken[command] <= share
        if (isShown) left[command] -= 1
        else omitted[command] += 1
        return isShown
      })
    },
  }
}

function verdictOf({ analysis, logPath }: ReportedJob): Annotation {
  const [evidence] = analysis.verdict?.because ?? []
  const outcome = outcomeOf(analysis).toUpperCase()
  const place = evidence?.line === undefined ? '' : `, line ${evidence.line}`
  const word = evidence === undefined ? '' : `\n${authorityName(evidence.authority)}${place}: ${evidence.text}`
  const score = `${analysis.quality_score}/100`
  return {
    command: 'notice',
    file: logPath,
    line: evidence?.line,
    title: `postflight: ${outcome} ${score}`,
    message: `${analysis.job_id}: ${outcome}, score ${score}, ${explainedExitCode(analysis)}${word}`,
  }
}

function annotationOf(problem: Problem, { analysis, logPath }: ReportedJob): Annotation {
  const { source, log, count, step, excuse } = problem
  const facts = [count > 1 ? `×${count}` : '', step === undefined ? '' : `step ${step}`, excuse ?? '']
  const known = facts.filter((fact) => fact !== '').join(', ')
  const block = problem.block.length > 1 || source !== undefined ? `\n${renderBlock(problem)}` : ''
  return {
    command: COMMANDS[problem.level],
    ...(source === undefined
      ? { file: logPath, line: log?.line, endLine: log?.end }
      : { file: source.file, line: source.line, col: source.column }),
    title: `${analysis.job_id}: ${problem.type.replaceAll('_', ' ')}`,
    message: `${problem.message}${known === '' ? '' : ` (${known})`}${block}`,
  }
}

function renderAnnotation({ command, title, message, ...place }: Annotation): string {
  const properties = Object.entries({ ...(place.file === undefined ? {} : place), title })
    .filter(([, value]) => value !== undefined && value !== 0)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${command} ${properties.join(',')}::${escapeData(message)}`
}

function renderClosing(outcomes: Readonly<Record<Outcome, number>>, omitted: Readonly<Counts>): string {
  const jobs = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  const ended = Object.entries(outcomes).flatMap(([outcome, count]) => (count === 0 ? [] : [`${count} ${outcome}`]))
  const hidden = Object.entries(omitted).flatMap(([command, count]) =>
    count === 0 ? [] : [`${count} more ${command}${count === 1 ? '' : 's'}`],
  )
  const sentences = [
    jobs > 1 ? `${jobs} jobs: ${ended.join(', ')}.` : '',
    hidden.length > 0 ? `Not shown as annotations: ${hidden.join(', ')}; \`postflight check\` lists them.` : '',
  ].filter((sentence) => sentence !== '')
  return sentences.length === 0 ? '' : `::notice title=postflight::${sentences.join(' ')}`
}

/**
 * Cleaned here, so that nothing gets past it, carriage returns included. The escapes are those of actions/toolkit,
 * packages/core/src/command.ts.
 */
function escapeData(text: string): string {
  return toPlainText(text).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
