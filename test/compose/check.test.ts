import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openCheck } from '../../src/compose/check.ts'
import { parsePythonJson } from '../../src/core/python/parse-json.ts'
import { renderReportJson } from '../../src/core/render-report.ts'
import type { Analysis } from '../../src/core/report.ts'
import { GOLDEN_JOBS, GOLDEN_SEED, readGolden } from '../support/hostile/golden.ts'
import { hostileJobs, writeHostileJobs } from '../support/hostile/job-folders.ts'
import { differences, type Fields, show } from '../support/hostile/oracle.ts'
import { tempFolder } from '../support/temp-folder.ts'

const limits = { rules: ['classic'], classicBytesMax: 2 ** 28, unpackBytesMax: 2 ** 28 }

async function setup(logs: Readonly<Record<string, string>>) {
  const root = await tempFolder()
  const jobs = `${root}/jobs`
  mkdirSync(jobs)
  for (const [jobId, log] of Object.entries(logs)) {
    mkdirSync(`${jobs}/${jobId}`)
    writeFileSync(`${jobs}/${jobId}/output.log`, log)
  }
  return { root, jobs, check: openCheck(limits) }
}

async function collect(analyses: AsyncIterable<Analysis>): Promise<Analysis[]> {
  const all: Analysis[] = []
  for await (const analysis of analyses) all.push(analysis)
  return all
}

const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, i) => [`job-${String(i).padStart(2, '0')}`, `exit:${i}`]),
)

/** Names that a folder may have and a job id may not; the last is "café" in Latin-1. */
const REFUSED_NAMES = [
  ['a backslash', Buffer.from('a\\b'), 'free of "/", "\\"'],
  ['too long', Buffer.from('x'.repeat(201)), 'at most 200 bytes long, got 201 bytes'],
  ['not UTF-8', Buffer.from('caf\xe9', 'latin1'), '"caf\\udce9"'],
] as const

describe('checking a jobs folder', () => {
  test('equals the original script in every field but the time, whatever logs and metadata hold', async () => {
    const root = await tempFolder()
    const jobs = hostileJobs(GOLDEN_SEED, GOLDEN_JOBS)
    writeHostileJobs(`${root}/jobs`, jobs)
    const golden = readGolden(root)
    const jobIds = jobs.map(({ jobId }) => jobId)
    const analyses = await collect(openCheck(limits).jobs({ folder: `${root}/jobs`, jobIds }))
    expect(analyses).toHaveLength(golden.length)
    const found = analyses.flatMap((analysis, index) => compare(analysis, golden[index]))
    expect(found).toEqual([])
  })

  test('yields one analysis a job in the order asked for, from threads as from here', async () => {
    const { jobs, check } = await setup(many)
    const jobIds = Object.keys(many).reverse()
    const analyses = await collect(check.jobs({ folder: jobs, jobIds }))
    expect(analyses.map(({ job_id, exit_code }) => [job_id, exit_code])).toEqual(
      jobIds.map((jobId) => [jobId, Number(jobId.slice(4))]),
    )
    const few = await collect(check.jobs({ folder: jobs, jobIds: jobIds.slice(0, 3) }))
    expect(few.map(untimed)).toEqual(analyses.slice(0, 3).map(untimed))
  })

  test('saves each report under its job’s name, over an older one', async () => {
    const { root, jobs, check } = await setup({ ...many, 'Ä b': 'failed' })
    const reportsDir = `${root}/new/reports`
    mkdirSync(reportsDir, { recursive: true })
    writeFileSync(`${reportsDir}/job-07.json`, 'x'.repeat(10_000))
    const jobIds = await check.list(jobs, { kind: 'all' })
    const analyses = await collect(check.jobs({ folder: jobs, jobIds, reportsDir }))
    expect(readdirSync(reportsDir).sort()).toEqual(jobIds.map((jobId) => `${jobId}.json`).sort())
    for (const analysis of analyses) {
      expect(readFileSync(`${reportsDir}/${analysis.job_id}.json`, 'utf8')).toBe(renderReportJson(analysis))
    }
  })

  test('keeps Python’s values on their way out of a thread', async () => {
    const { jobs, check } = await setup(many)
    writeFileSync(`${jobs}/job-00/meta.json`, '{"project": {"a": 1.0, "b": 12345678901234567890}}')
    const [first] = await collect(check.jobs({ folder: jobs, jobIds: Object.keys(many) }))
    expect(first?.project).toEqual(parsePythonJson('{"a": 1.0, "b": 12345678901234567890}'))
  })

  test('reports a job whose files lead outside instead of reading them', async () => {
    const { jobs, check } = await setup({})
    symlinkSync('/', `${jobs}/out`)
    const [analysis] = await collect(check.jobs({ folder: jobs, jobIds: ['out'] }))
    expect(analysis).toMatchObject({ job_id: 'out', validated: false, quality_score: 0 })
    expect(analysis?.errors[0]).toContain('got a link to /')
  })

  test('reports a packed log that is cut off as far as it can be read', async () => {
    const { jobs, check } = await setup({ a: '' })
    const packed = gzipSync(`failed\n${'x'.repeat(1_000)}`)
    mkdirSync(`${jobs}/b`)
    writeFileSync(`${jobs}/b/output.log.gz`, packed.subarray(0, packed.length - 4))
    const [analysis] = await collect(check.jobs({ folder: jobs, jobIds: ['b'] }))
    expect(analysis?.errors).toMatchObject([{ type: 'failure_detected' }])
    expect(analysis?.warnings).toEqual([expect.stringContaining('Could not read all of the log')])
  })

  test.each(REFUSED_NAMES)(
    'refuses a folder whose name is no job id, and goes on with the others: %s',
    async (_, name, reason) => {
      const { root, jobs, check } = await setup({ ...many, zz: 'exit:7' })
      mkdirSync(Buffer.concat([Buffer.from(`${jobs}/`), name]))
      writeFileSync(Buffer.concat([Buffer.from(`${jobs}/`), name, Buffer.from('/output.log')]), 'exit:1')
      const jobIds = await check.list(jobs, { kind: 'all' })
      expect(jobIds).toHaveLength(62)
      const analyses = await collect(check.jobs({ folder: jobs, jobIds, reportsDir: `${root}/reports` }))
      expect(analyses.map(({ job_id }) => job_id)).toEqual(jobIds)
      const refused = analyses.filter(({ validated }) => !validated)
      expect(refused).toMatchObject([{ quality_score: 0, errors: [expect.stringContaining(reason)] }])
      expect(refused[0]?.warnings).toEqual([expect.stringContaining('report is not saved')])
      expect(readdirSync(`${root}/reports`)).toHaveLength(61)
      const few = await collect(check.jobs({ folder: jobs, jobIds: jobIds.slice(-3) }))
      expect(few.map(untimed)).toEqual(analyses.slice(-3).map((analysis) => ({ ...untimed(analysis), warnings: [] })))
    },
  )

  test('reads nothing and saves nothing for an id that is a path', async () => {
    const { root, jobs, check } = await setup({ a: 'exit:1' })
    const [analysis] = await collect(check.jobs({ folder: jobs, jobIds: ['../jobs/a'], reportsDir: `${root}/out/in` }))
    expect(analysis).toMatchObject({
      validated: false,
      exit_code: null,
      errors: [expect.stringContaining('"../jobs/a"')],
    })
    expect([readdirSync(jobs), readdirSync(`${root}/out`), readdirSync(`${root}/out/in`)]).toEqual([['a'], ['in'], []])
  })

  test('refuses a place for reports that is none', async () => {
    const { root, jobs, check } = await setup({ a: '' })
    writeFileSync(`${root}/file`, '')
    const request = { folder: jobs, jobIds: ['a'], reportsDir: `${root}/file` }
    await expect(collect(check.jobs(request))).rejects.toMatchObject({ code: 'report.store_failed' })
  })

  test('ends its threads when the reader of the results stops early', async () => {
    const { jobs, check } = await setup(many)
    for await (const analysis of check.jobs({ folder: jobs, jobIds: Object.keys(many) })) {
      expect(analysis.job_id).toBe('job-00')
      break
    }
  })
})

function compare(analysis: Analysis, expected: Fields | undefined): string[] {
  if (expected === undefined) return analysis.warnings.length > 0 ? [] : [`${analysis.job_id}: no warning`]
  const actual = parsePythonJson(renderReportJson(analysis)) as Fields
  return differences(expected, actual).map((field) => `${analysis.job_id} ${field}: ${show(actual, field)}`)
}

function untimed(analysis: Analysis) {
  return { ...analysis, timestamp: '' }
}

describe('listing a jobs folder', () => {
  test('names all folders, or the last changed first, and no files', async () => {
    const { jobs, check } = await setup({ b: '', a: '', c: '' })
    writeFileSync(`${jobs}/file`, '')
    utimesSync(`${jobs}/a`, 1, 3)
    utimesSync(`${jobs}/b`, 1, 1)
    utimesSync(`${jobs}/c`, 1, 2)
    expect(await check.list(jobs, { kind: 'all' })).toEqual(['a', 'b', 'c'])
    expect(await check.list(jobs, { kind: 'recent', count: 2 })).toEqual(['a', 'c'])
    expect(await check.list(jobs, { kind: 'named', jobIds: ['x'] })).toEqual(['x'])
    await expect(check.list(`${jobs}/none`, { kind: 'all' })).rejects.toMatchObject({ code: 'log.missing' })
  })
})

describe('checking one log', () => {
  test('reads a packed file that is padded or followed by something else, and says so', async () => {
    const { root, check } = await setup({})
    writeFileSync(`${root}/padded.gz`, Buffer.concat([gzipSync('exit:4'), Buffer.alloc(100_000)]))
    writeFileSync(`${root}/followed.gz`, Buffer.concat([gzipSync('exit:5'), Buffer.from('garbage')]))
    expect(await check.file(`${root}/padded.gz`)).toMatchObject({ exit_code: 4, warnings: [] })
    expect(await check.file(`${root}/followed.gz`)).toMatchObject({
      exit_code: 5,
      warnings: [expect.stringContaining('bytes after its end that belong to no gzip archive')],
    })
  })

  test('reads a file, packed or not, and a stream', async () => {
    const { root, check } = await setup({})
    writeFileSync(`${root}/build.log`, 'exit:3')
    writeFileSync(`${root}/build.log.gz`, gzipSync('exit:4'))
    expect(await check.file(`${root}/build.log`)).toMatchObject({ job_id: 'build.log', exit_code: 3, warnings: [] })
    expect(await check.file(`${root}/build.log.gz`)).toMatchObject({ exit_code: 4 })
    await expect(check.file(`${root}/none`)).rejects.toMatchObject({ code: 'log.missing' })
    await expect(check.file(root)).rejects.toMatchObject({ code: 'log.unreadable' })
    async function* stream() {
      yield Buffer.from('exit:5')
    }
    const named = { jobId: 'stdin', bytes: stream() }
    expect(await check.stream(named)).toMatchObject({ job_id: 'stdin', exit_code: 5 })
    expect(await check.file(`${root}/build.log`, 9)).toMatchObject({ exit_code: 9 })
  })
})
