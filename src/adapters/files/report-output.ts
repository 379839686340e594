// Reports as `<folder>/<job id>.json`. A check can be repeated, so that nothing is synced to disk or put in place whole:
// thousands of reports are written in a second.

import { mkdir } from 'node:fs/promises'
import { PostflightError } from '../../core/error.ts'
import { renderReportJson } from '../../core/render-report.ts'
import type { ReportOutput } from '../../ports/report-output.ts'
import { type FileCalls, IN_BACKGROUND } from './file-calls.ts'

/** The folder is there, see `makeOutputFolder`, and job ids name no other one. */
export function createReportOutput(folder: string, calls: FileCalls = IN_BACKGROUND): ReportOutput {
  return {
    put: async (analysis) => {
      const path = `${folder}/${analysis.job_id}.json`
      await calls.write(path, renderReportJson(analysis)).catch((error: unknown) => {
        throw new PostflightError('report.store_failed', `Expected ${path} to be writable, got ${String(error)}`)
      })
    },
  }
}

/** Throws `report.store_failed`. */
export async function makeOutputFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new PostflightError('report.store_failed', `Expected ${path} to be a folder, got ${String(error)}`)
  })
}
