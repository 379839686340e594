// `check` of one job: its folder is read, its log analysed, its report saved where so asked. Nobody reported the job:
// all there is to know stands in its folder.

import type { CompletionMessage } from '../core/completion-message.ts'
import { toPostflightError } from '../core/error.ts'
import { whyNoJobId } from '../core/job-identity.ts'
import type { Analysis } from '../core/report.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { CheckedJob } from '../ports/job-checker.ts'
import type { LogSource } from '../ports/log-source.ts'
import type { ReportOutput } from '../ports/report-output.ts'

export interface CheckPorts {
  readonly source: LogSource
  readonly analyser: Analyser
  readonly output: ReportOutput | undefined
}

/** Never throws: what went wrong is the result. */
export async function checkJob({ source, analyser, output }: CheckPorts, jobId: string): Promise<CheckedJob> {
  try {
    const analysis = await analyse({ source, analyser }, messageOf(jobId))
    if (output === undefined) return { kind: 'analysed', jobId, analysis }
    // No file is named after what is no job id; the report then says so.
    if (whyNoJobId(jobId) !== undefined) return { kind: 'analysed', jobId, analysis: withWarning(analysis, NOT_SAVED) }
    await output.put(analysis)
    return { kind: 'analysed', jobId, analysis }
  } catch (thrown) {
    const { code, message } = toPostflightError(thrown)
    return { kind: 'failed', jobId, code, message }
  }
}

const NOT_SAVED = 'This report is not saved: no file is named after what is no job id'

/** A job whose files must not or cannot be read, or whose name is no job id, has a report that says so. */
async function analyse(
  { source, analyser }: Pick<CheckPorts, 'source' | 'analyser'>,
  message: CompletionMessage,
): Promise<Analysis> {
  try {
    const files = await source.locate(message.identity.jobId)
    return await analyser.analyse({ message, files, warnings: [] })
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (!error.code.startsWith('log.') && error.code !== 'job_id.invalid') throw error
    return analyser.refuse(message, error.message)
  }
}

export function messageOf(jobId: string): CompletionMessage {
  const identity = { jobId, runAttempt: 1 }
  return { identity, exitCode: undefined, project: undefined, task: undefined, notes: [] }
}

function withWarning(analysis: Analysis, warning: string): Analysis {
  return { ...analysis, warnings: [...analysis.warnings, warning] }
}
