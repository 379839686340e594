// What a job's message said, as far as its report still knows it: a new analysis must know no less than the first.

import type { CompletionMessage } from '../completion-message.ts'
import type { Analysis } from '../report.ts'
import { identityOf } from '../report-names.ts'

/**
 * Who said how the job ended: its message, or its log. Reports under the classic rules do not tell the two apart.
 */
export function exitCodeSource(stored: Analysis): 'message' | 'log' | 'unknown' {
  if (typeof stored.exit_code !== 'number') return 'log'
  if (!stored.validated) return 'message'
  const { verdict } = stored
  if (verdict === undefined) return 'unknown'
  // A verdict that needed no evidence was told.
  const isTold = verdict.outcome !== 'unknown' && verdict.because.every(({ authority }) => authority === 'message')
  return isTold ? 'message' : 'log'
}

/** The message as it must have been; `exitCode` tells whether the report's exit code was in it. */
export function recallMessage(stored: Analysis, exitCode: 'told' | 'not told'): CompletionMessage {
  const told = exitCode === 'told' && typeof stored.exit_code === 'number' ? stored.exit_code : undefined
  const notes = stored.warnings.filter((warning) => CUT_NOTE.test(warning))
  return { identity: identityOf(stored), exitCode: told, project: undefined, task: undefined, notes }
}

/** As parseCompletionMessage writes them. */
const CUT_NOTE = /^The message's (?:project|task) was cut from \d+ to \d+ characters$/

/** Project and task stay what they were, whether message or metadata said them. */
export function keepFacts(stored: Analysis, today: Analysis): Analysis {
  return {
    ...today,
    ...(stored.project === undefined ? {} : { project: stored.project }),
    ...(stored.task === undefined ? {} : { task: stored.task }),
  }
}
