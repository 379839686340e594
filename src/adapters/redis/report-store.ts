// Reports in Redis, for workers on several machines: a hash per job of the analysis, written once, and its
// completion, which may be refreshed.

import type { Redis } from 'ioredis'
import { PostflightError } from '../../core/error.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import { completionSchema, identityOf, type Report } from '../../core/report.ts'
import { parseReportJson, renderReportJson } from '../../core/report-json.ts'
import type { ReportStore } from '../../ports/report-store.ts'

/** The connection stays its opener's to close. */
export function createRedisReportStore(client: Redis, prefix: string): ReportStore {
  const keyOf = (identity: JobIdentity) => `${prefix}:report:${toFileName(identity)}`
  const load = async (identity: JobIdentity) => toReport(await client.hgetall(keyOf(identity)))
  return {
    load: (identity) => guard(() => load(identity)),
    saveFirst: (analysis) =>
      guard(async () => {
        const key = keyOf(identityOf(analysis))
        const won = await client.hsetnx(key, 'analysis', renderReportJson(analysis))
        return won === 1 ? analysis : mustHave(await load(identityOf(analysis)), key)
      }),
    complete: (identity, completion) =>
      guard(async () => {
        const analysis = mustHave(await load(identity), keyOf(identity))
        await client.hset(keyOf(identity), 'completion', JSON.stringify(completion))
        return { ...analysis, ...completion }
      }),
    remove: (identity) =>
      guard(async () => {
        await client.del(keyOf(identity))
      }),
  }
}

function toReport(fields: Record<string, string>): Report | undefined {
  if (fields['analysis'] === undefined) return undefined
  const analysis = parseReportJson(fields['analysis'])
  if (fields['completion'] === undefined) return analysis
  return { ...analysis, ...completionSchema.parse(JSON.parse(fields['completion'])) }
}

function mustHave(report: Report | undefined, key: string): Report {
  if (report !== undefined) return report
  throw new PostflightError('report.missing', `Expected a report at the Redis key ${key}, got none`)
}

async function guard<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof PostflightError) throw error
    throw new PostflightError('report.store_failed', `Expected Redis to keep the report, got ${String(error)}`, {
      cause: error,
    })
  }
}
