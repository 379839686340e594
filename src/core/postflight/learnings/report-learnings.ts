// Learnings as the report lists them, with the errors that stand near.

import type { Learning as ReportedLearning } from '../../report.ts'
import type { CommandRun } from '../commands/command-run.ts'
import { fingerprintOf } from '../errors/fingerprint.ts'
import type { ErrorGroup } from '../errors/rank.ts'
import { findLearnings } from './found.ts'
import type { Learning } from './learning.ts'

/** Lines between a learning and an error that it may be about. */
const NEAR_LINES = 200
const NEAR_MAX = 3

export function reportedLearnings(
  declared: readonly Learning[],
  commands: readonly CommandRun[],
  errors: readonly ErrorGroup[],
): ReportedLearning[] {
  return [...declared, ...findLearnings(commands)].map((learning) => {
    const near = errors
      .filter(({ candidate }) => Math.abs(candidate.line - learning.line) <= NEAR_LINES)
      .slice(0, NEAR_MAX)
      .map(({ candidate, identity }) => fingerprintOf(candidate.rule.owner, identity))
    return near.length === 0 ? { ...learning } : { ...learning, near }
  })
}
