// The append-only log of captured learnings, one JSON object a line, as in the classic script.

import type { Analysis } from '../core/report.ts'

export interface LearningLog {
  /** Returns once the lines are on disk. Throws `learning_log.failed`. */
  append(analysis: Analysis): Promise<void>
}
