// Reads one job's log under a rule pack. Whether that happens here or in another thread is the adapter's affair.

import type { CompletionMessage } from '../core/completion-message.ts'
import type { Analysis } from '../core/report.ts'
import type { JobFiles } from './log-source.ts'

export interface AnalysisRequest {
  readonly message: CompletionMessage
  readonly files: JobFiles
  /** Further sentences for the report's `warnings`. */
  readonly warnings: readonly string[]
}

export interface Analyser {
  /** Never holds up the event loop for long, whatever the log. The timestamp is the clock's. */
  analyse(request: AnalysisRequest): Promise<Analysis>
  /** The analysis of a job whose files may not or cannot be read: the reason is its one error. */
  refuse(message: CompletionMessage, reason: string): Analysis
}
