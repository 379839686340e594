// The job-completed message: what an orchestrator sends when a job ends. Parsed at the door of the
// validation stage; everything in it is untrusted.

import { z } from 'zod'
import { PostflightError } from './error.ts'
import { type JobIdentity, parseJobId } from './job-identity.ts'

const MESSAGE_SCHEMA_VERSION = 1
/** Code points kept of `project` and `task`; the rest is cut and noted. */
const TEXT_CHARACTERS_MAX = 500

export interface CompletionMessage {
  readonly identity: JobIdentity
  /** Outranks anything that the log says. */
  readonly exitCode: number | undefined
  readonly project: string | undefined
  readonly task: string | undefined
  /** Sentences for the report's `warnings`: what of the message was cut. */
  readonly notes: readonly string[]
}

const absent = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

const EXIT_CODE = 'an integer or its decimal string'
const exitCode = z
  .union([z.int(EXIT_CODE), z.string().regex(/^[+-]?\d{1,15}$/, EXIT_CODE)], EXIT_CODE)
  .transform(Number)

const messageSchema = z.object({
  job_id: z.unknown().transform((value, context) => checkedJobId(value, context)),
  exit_code: absent(exitCode),
  project: absent(z.string('a string')),
  task: absent(z.string('a string')),
  run_attempt: absent(z.int('an integer of at least 1').min(1, 'an integer of at least 1')),
  schema_version: absent(
    z.literal(MESSAGE_SCHEMA_VERSION, `${MESSAGE_SCHEMA_VERSION}, the version this release reads`),
  ),
  log: absent(z.never('absent: the field is reserved for a later release')),
})

function checkedJobId(value: unknown, context: z.RefinementCtx): string {
  try {
    return parseJobId(value)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message.replace('Expected job_id to be ', '') })
    return z.NEVER
  }
}

/** Throws `message.invalid`, naming each field, what was expected and what came. */
export function parseCompletionMessage(data: unknown): CompletionMessage {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new PostflightError('message.invalid', `Expected the message to be an object, got ${describe(data)}`)
  }
  const parsed = messageSchema.safeParse(data)
  if (!parsed.success) throw new PostflightError('message.invalid', explain(parsed.error, data))
  const { job_id, exit_code, run_attempt } = parsed.data
  const notes: string[] = []
  return {
    identity: { jobId: job_id, runAttempt: run_attempt ?? 1 },
    exitCode: exit_code,
    project: cut('project', parsed.data.project, notes),
    task: cut('task', parsed.data.task, notes),
    notes,
  }
}

function cut(field: string, text: string | undefined, notes: string[]): string | undefined {
  if (text === undefined || text.length <= TEXT_CHARACTERS_MAX) return text
  const characters = [...text]
  if (characters.length <= TEXT_CHARACTERS_MAX) return text
  notes.push(`The message's ${field} was cut from ${characters.length} to ${TEXT_CHARACTERS_MAX} characters`)
  return characters.slice(0, TEXT_CHARACTERS_MAX).join('')
}

function explain(error: z.ZodError, data: object): string {
  return error.issues
    .map((issue) => {
      const field = String(issue.path[0] ?? 'message')
      const came = field === 'job_id' ? '' : `, got ${describe((data as Record<string, unknown>)[field])}`
      return `Expected ${field} to be ${issue.message}${came}`
    })
    .join('; ')
}

const SHOWN_CHARACTERS_MAX = 80

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text
}
