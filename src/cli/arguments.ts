// What arguments and options are made of. Each parser throws commander's InvalidArgumentError.

import { Argument, InvalidArgumentError, Option } from 'commander'
import { closest, distance } from 'fastest-levenshtein'
import { toPostflightError } from '../core/error.ts'
import { parseJobId } from '../core/job-identity.ts'
import { QUEUE_NAMES, type QueueName } from '../core/queue-names.ts'

/** An option that takes an integer between the bounds. */
export function integerOption(flags: string, description: string, bounds: readonly [number, number]): Option {
  return new Option(flags, description).argParser((text) => parseInteger(text, bounds))
}

function parseInteger(text: string, [min, max]: readonly [number, number]): number {
  const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new InvalidArgumentError(`Expected an integer from ${min} to ${max}.`)
}

/** Job ids, one or more when `JOB_ID...` is required. */
export function jobIdArgument(name: string, description: string): Argument {
  return new Argument(name, description).argParser((text: string, previous: readonly string[] | undefined) => [
    ...(previous ?? []),
    checkedJobId(text),
  ])
}

function checkedJobId(text: string): string {
  try {
    return parseJobId(text)
  } catch (error) {
    throw new InvalidArgumentError(toPostflightError(error).message)
  }
}

/** A single job id. */
export function oneJobIdArgument(): Argument {
  return new Argument('<JOB_ID>', 'the job').argParser(checkedJobId)
}

/** One of the four queues. */
export function queueArgument(name: string, description: string): Argument {
  return new Argument(name, `${description}: ${QUEUE_NAMES.join(', ')}`).argParser(checkedQueue)
}

/** Any number of the four queues. */
export function queuesArgument(name: string, description: string): Argument {
  return new Argument(name, `${description}: ${QUEUE_NAMES.join(', ')}`).argParser(
    (text: string, previous: readonly QueueName[] | undefined) => [...(previous ?? []), checkedQueue(text)],
  )
}

function checkedQueue(text: string): QueueName {
  const queue = QUEUE_NAMES.find((name) => name === text)
  if (queue !== undefined) return queue
  const nearest = closest(text, QUEUE_NAMES)
  const suggestion = distance(text, nearest) <= SUGGESTION_DISTANCE_MAX ? `\n(Did you mean ${nearest}?)` : ''
  throw new InvalidArgumentError(`Expected one of ${QUEUE_NAMES.join(', ')}.${suggestion}`)
}

/** Edits between what was typed and what may have been meant. */
const SUGGESTION_DISTANCE_MAX = 4

/** As many as the classic script takes. */
export const RECENT_STANDARD = 5
const RECENT_MAX = 1_000_000

/** `--recent [N]`: the jobs whose folders changed last; `true` stands for RECENT_STANDARD. */
export function recentOption(): Option {
  const description = `the N jobs whose folders changed last (default: ${RECENT_STANDARD})`
  return integerOption('--recent [N]', description, [1, RECENT_MAX])
}

/** `--rules NAME`, repeatable; undefined leaves it to POSTFLIGHT_RULES. */
export function rulesOption(): Option {
  const description = 'postflight, classic, or a file with rules of your own; several times for several files'
  return new Option('--rules <NAME>', `${description} (default: POSTFLIGHT_RULES)`).argParser(
    (name: string, previous: readonly string[] | undefined) => [...(previous ?? []), name],
  )
}
