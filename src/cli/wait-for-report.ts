// Waits for a job's report, and says now and then that it does.

import type { WaitResult } from '../compose/wait-for.ts'
import type { Runtime } from '../compose.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { Report } from '../core/report.ts'
import { renderDuration } from './duration.ts'
import { printNote, toPrintable } from './output.ts'

/** For one job after its predecessor is through. */
const WAIT_MS_MAX = 10 * 60_000
const REMIND_EVERY_MS = 10_000

/** Undefined, and a note says why, where there is none. */
export async function waitForReport(runtime: Runtime, identity: JobIdentity): Promise<Report | undefined> {
  const jobId = toPrintable(identity.jobId)
  const reminder = setInterval(
    () => printNote(`Still waiting for ${jobId}; \`postflight status\` shows where it stands.`),
    REMIND_EVERY_MS,
  )
  try {
    const result = await runtime.waitFor(identity, { timeoutMs: WAIT_MS_MAX })
    if (result.kind === 'finalized') return result.report
    printNote(`${jobId} ${whyNoReport(result)}`)
    return undefined
  } finally {
    clearInterval(reminder)
  }
}

function whyNoReport(result: Exclude<WaitResult, { kind: 'finalized' }>): string {
  switch (result.kind) {
    case 'failed':
      return `failed for good: ${toPrintable(result.reason)}`
    case 'missing':
      return 'is through, but its report is gone; --again analyses the job anew.'
    case 'timeout':
      return `is not through after ${renderDuration(WAIT_MS_MAX)}; it goes on with the next \`postflight worker\`.`
  }
}
