// What a caller knows of a job beyond its log: options that several commands share.

import type { Command } from 'commander'
import { integerOption } from './arguments.ts'

export interface JobFacts {
  readonly exitCode?: number
  readonly project?: string
  readonly task?: string
}

/** What a process can hand to whoever waits for it. */
const EXIT_CODE_BOUNDS = [0, 255] as const

/** `--exit-code`: how a job ended. */
export function exitCodeOption() {
  return integerOption('--exit-code <N>', 'how the job ended; outranks what its log says', EXIT_CODE_BOUNDS)
}

export function addJobFactOptions(command: Command): Command {
  return command
    .addOption(exitCodeOption())
    .option('--project <NAME>', 'the project the job belongs to')
    .option('--task <TEXT>', 'what the job was to do')
}

/** The facts in the message's words; those that were not given are absent. */
export function toMessageFacts({ exitCode, project, task }: JobFacts): Record<string, unknown> {
  const facts = { exit_code: exitCode, project, task }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}
