// labels.jsonl: what a person knows of a job, one JSON object a line. Every wrong line is named with its number and
// with what was expected there.

import { z } from 'zod'
import { PostflightError } from '../error.ts'
import { whyNoJobId } from '../job-identity.ts'
import { stripPython } from '../python/whitespace.ts'
import { renderExpectation, shorten } from './expectation.ts'

/** Lines of a log, counted from 1 by line feeds; both belong to it. */
export interface Span {
  readonly start_line: number
  readonly end_line: number
}

export interface Label {
  readonly jobId: string
  /** Null where nobody knows: such a job counts for its exit code and its cause only. */
  readonly outcome: 'success' | 'failure' | null
  readonly exitCode: number | undefined
  /** Where the cause stands; empty where nobody marked it. */
  readonly spans: readonly Span[]
  /** Where the label stands. */
  readonly place: string
}

const line = z.int('a line number from 1 on').min(1, 'a line number from 1 on')
const span = z
  .object({ start_line: line, end_line: line }, 'an object with start_line and end_line')
  .refine((lines) => lines.end_line >= lines.start_line, 'a span that ends where it starts or later')

const labelSchema = z.object(
  {
    job_id: z.string('a string').superRefine((value, context) => {
      const reason = whyNoJobId(value)
      if (reason !== undefined) context.addIssue(reason.replace(/^Expected job_id to be |, got .*$/gs, ''))
    }),
    outcome: z.enum(['success', 'failure'], '"success", "failure" or null').nullable(),
    exit_code: z.int('a whole number').nullish(),
    error_span: span.nullish(),
    error_spans: z.array(span, 'a list of spans').nullish(),
  },
  'a JSON object',
)

/** Wrong lines that are named at once. */
const PROBLEMS_MAX = 10

/** Blank lines count for nothing, keys that are not known neither. `file` is its name in messages. */
export function parseLabels(text: string, file: string): readonly Label[] {
  const labels: Label[] = []
  const problems: string[] = []
  for (const [index, lineText] of text.split(/\r\n|\r|\n/).entries()) {
    if (stripPython(lineText) === '') continue
    const place = `${file} line ${index + 1}`
    const parsed = parseLine(lineText, place)
    if (typeof parsed === 'string') problems.push(parsed)
    else labels.push(parsed)
  }
  if (problems.length > 0) throw wrongLabels(problems)
  if (labels.length === 0) throw wrongLabels([`Expected a label in ${file}, got none`])
  return labels
}

/** Throws where a job has a label twice: its report could not count for both. */
export function refuseTwins(labels: readonly Label[]): void {
  const places = new Map<string, string>()
  const problems: string[] = []
  for (const { jobId, place } of labels) {
    const first = places.get(jobId)
    if (first === undefined) places.set(jobId, place)
    else problems.push(`Expected job_id in ${place} to be new, got ${JSON.stringify(jobId)} again, as in ${first}`)
  }
  if (problems.length > 0) throw wrongLabels(problems)
}

function wrongLabels(problems: readonly string[]): PostflightError {
  const shown = problems.slice(0, PROBLEMS_MAX)
  const rest = problems.length - shown.length
  return new PostflightError('usage.invalid', [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'))
}

function parseLine(text: string, place: string): Label | string {
  const value = parseJson(text)
  if (value === undefined) return `Expected ${place} to be a JSON object, got ${shorten(text)}`
  const parsed = labelSchema.safeParse(value)
  if (!parsed.success) return renderExpectation(parsed.error.issues[0], value, place)
  const { job_id, outcome, exit_code, error_span, error_spans } = parsed.data
  const one = error_span ? [error_span] : []
  const spans = error_spans && error_spans.length > 0 ? error_spans : one
  return { jobId: job_id, outcome, exitCode: exit_code ?? undefined, spans, place }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
