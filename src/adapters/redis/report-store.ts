// Reports in Redis, for workers on several machines: a hash per job of the analysis, written once unless it is renewed,
// and its completion, which may be refreshed. Either is written without the other, so that neither can be lost.

import type { Redis } from 'ioredis'
import { PostflightError } from '../../core/error.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import { type Analysis, completionSchema, type Report } from '../../core/report.ts'
import { parseReportJson, renderReportJson } from '../../core/report-json.ts'
import { identityOf } from '../../core/report-names.ts'
import { isSameAnalysis, splitReport } from '../../core/split-report.ts'
import type { ReportStore } from '../../ports/report-store.ts'

/** The connection stays its opener's to close. */
export function createRedisReportStore(client: Redis, prefix: string): ReportStore {
  const start = `${prefix}:report:`
  const keyOf = (identity: JobIdentity) => start + toFileName(identity)
  const load = async (key: string) => toReport(await client.hgetall(key))
  return {
    load: (identity) => guard(() => load(keyOf(identity))),
    names: () => guard(async () => (await listKeys(client, start)).map((key) => key.slice(start.length))),
    loadNamed: (name) => guard(() => load(start + name)),
    saveFirst: (analysis) =>
      guard(async () => {
        const key = keyOf(identityOf(analysis))
        const won = await client.hsetnx(key, 'analysis', renderReportJson(analysis))
        return won === 1 ? analysis : mustHave(await load(key), key)
      }),
    complete: (identity, completion) =>
      guard(async () => {
        const analysis = mustHave(await load(keyOf(identity)), keyOf(identity))
        await client.hset(keyOf(identity), 'completion', JSON.stringify(completion))
        return { ...analysis, ...completion }
      }),
    replace: (standing, next) => guard(() => replaceAnalysis(client, keyOf(identityOf(standing)), { standing, next })),
    remove: (identity) =>
      guard(async () => {
        await client.del(keyOf(identity))
      }),
  }
}

/** KEYS[1] the report, ARGV[1] the analysis as it stands, ARGV[2] the new one. */
const REPLACE = `
if redis.call('HGET', KEYS[1], 'analysis') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'analysis', ARGV[2])
return 1`

interface Renewal {
  readonly standing: Analysis
  readonly next: Analysis
}

/** By its text as stored, which another release may have written in another form. */
async function replaceAnalysis(client: Redis, key: string, { standing, next }: Renewal): Promise<boolean> {
  const text = await client.hget(key, 'analysis')
  if (text === null || !isSameAnalysis(parseReportJson(text), standing)) return false
  return (await client.eval(REPLACE, 1, key, text, renderReportJson(splitReport(next).analysis))) === 1
}

/** Keys that one step of Redis looks at: few enough to hold up nobody. */
const SCAN_KEYS = 1_000

/** Each once, though Redis may name some twice. */
async function listKeys(client: Redis, start: string): Promise<readonly string[]> {
  const pattern = `${start.replaceAll(/[\\*?[\]]/g, '\\$&')}*`
  const keys = new Set<string>()
  let cursor = '0'
  do {
    const [next, found] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_KEYS)
    for (const key of found) keys.add(key)
    cursor = next
  } while (cursor !== '0')
  return [...keys]
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
