// What every source of logs promises.

import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { JobFiles, LogSource } from '../../src/ports/log-source.ts'
import { contractTitle, type Service } from '../support/services.ts'

/** The most that a source under test unpacks of an archive, in bytes. */
export const UNPACK_BYTES_MAX = 1_000_000
/** What lies where no source may read. */
export const SECRET = 'a secret of others'

export interface JobSeed {
  /** The log as it is; or as gzip packed it, by a name that says so. */
  readonly log?: Uint8Array
  readonly packedLog?: Uint8Array
  readonly meta?: Uint8Array
}

export interface LogSourceBundle {
  readonly source: LogSource
  /** Puts a job there, in place of an older one of that id. */
  put(jobId: string, seed: JobSeed): Promise<void>
  remove(jobId: string): Promise<void>
  /** Puts something where the job's log should be that is there and can never be read. */
  putUnreadableLog(jobId: string): Promise<void>
  /** Lets the job's log lead to SECRET, outside of what the source serves. Left out where nothing can lead anywhere. */
  putLeadOutside?(jobId: string): Promise<void>
  /** Ids that would reach SECRET, or a job by another name, if they were taken for paths. */
  readonly leadingIds: readonly string[]
}

/** `open` gives an empty source. */
export function describeLogSource(
  implementation: string,
  open: () => Promise<LogSourceBundle>,
  service?: Service<unknown>,
): void {
  describe.skipIf(service?.missing)(contractTitle('log source', implementation, service), () => {
    it('says of a job that is not there that it is not, and no more', async () => {
      const { source } = await open()
      const files = await source.locate('job-1')
      expect(files).toMatchObject({ folderExists: false, log: undefined, meta: undefined, warnings: [] })
      expect(files.folder).toContain('job-1')
    })

    it('tells a job without a log from one that is not there, without a warning', async () => {
      const { source, put } = await open()
      await put('job-1', { meta: Buffer.from('{}') })
      expect(await source.locate('job-1')).toMatchObject({
        folderExists: true,
        log: undefined,
        meta: Buffer.from('{}'),
        warnings: [],
      })
    })

    it('tells an empty log from none', async () => {
      const { source, put } = await open()
      await put('job-1', { log: Buffer.alloc(0) })
      const files = await source.locate('job-1')
      expect(files).toMatchObject({ log: { storedBytes: 0 }, meta: undefined, warnings: [] })
      expect(await drain(files)).toEqual({ bytes: Buffer.alloc(0), error: undefined })
    })

    it('gives log and metadata byte for byte, whatever they hold', async () => {
      const { source, put } = await open()
      const [log, meta] = [Buffer.of(0xff, 0, 0x0d, 0x0a, 0xef, 0xbb, 0xbf), Buffer.of(0x80, 0, 0x7b)]
      await put('job-1', { log, meta })
      const files = await source.locate('job-1')
      expect(Buffer.from(files.meta ?? [])).toEqual(meta)
      expect(await drain(files)).toEqual({ bytes: log, error: undefined })
    })

    it('says how long the log is as stored and when it changed', async () => {
      const { source, put } = await open()
      const fromMs = Date.now() - CLOCK_STEP_MS
      await put('job-1', { packedLog: gzipSync('a'.repeat(10_000)) })
      const { log } = await source.locate('job-1')
      expect(log?.storedBytes).toBe(gzipSync('a'.repeat(10_000)).length)
      expect(log?.changedAtMs).toBeGreaterThan(fromMs)
      expect(log?.changedAtMs).toBeLessThan(Date.now() + CLOCK_STEP_MS)
      expect(Number.isInteger(log?.changedAtMs)).toBe(true)
    })

    it('streams a long log in pieces, as often as it is asked to, also after a reader that stopped early', async () => {
      const { source, put } = await open()
      const log = randomBytes(3_000_000)
      await put('job-1', { log })
      const files = await source.locate('job-1')
      let chunks = 0
      for await (const chunk of files.log?.read() ?? []) {
        expect(chunk.length).toBeLessThan(log.length)
        chunks += 1
        break
      }
      expect(chunks).toBe(1)
      for (let time = 0; time < 2; time++) expect((await drain(files)).bytes.equals(log)).toBe(true)
    })

    it('unpacks a packed log', async () => {
      const { source, put } = await open()
      await put('job-1', { packedLog: gzipSync('first line\n') })
      expect(await drain(await source.locate('job-1'))).toEqual({
        bytes: Buffer.from('first line\n'),
        error: undefined,
      })
    })

    it('unpacks to its limit and no further, and says so', async () => {
      const { source, put } = await open()
      await put('job-1', { packedLog: gzipSync(Buffer.alloc(UNPACK_BYTES_MAX + 1, 'a')) })
      const { bytes, error } = await drain(await source.locate('job-1'))
      expect(bytes.length).toBe(UNPACK_BYTES_MAX)
      expect(error).toMatchObject({ code: 'log.broken' })
    })

    it.each([
      ['is cut off', (archive: Buffer) => archive.subarray(0, -4), 'first line\n'],
      [
        'is followed by something else',
        (archive: Buffer) => Buffer.concat([archive, Buffer.from('x')]),
        'first line\n',
      ],
      ['is none', () => Buffer.from('no archive'), ''],
    ])('gives what can be unpacked of an archive that %s, and then says so', async (_, damage, text) => {
      const { source, put } = await open()
      await put('job-1', { packedLog: damage(gzipSync('first line\n')) })
      const { bytes, error } = await drain(await source.locate('job-1'))
      expect(bytes.toString()).toBe(text)
      expect(error).toMatchObject({ code: 'log.broken' })
    })

    it('warns of a log that is there and cannot be read', async () => {
      const { source, put, putUnreadableLog } = await open()
      await put('job-1', { meta: Buffer.from('{}') })
      await putUnreadableLog('job-1')
      const files = await source.locate('job-1')
      expect(files).toMatchObject({ folderExists: true, log: undefined, meta: Buffer.from('{}') })
      expect(files.warnings).toHaveLength(1)
    })

    it('fails to read a log that went away after it was located, and says so', async () => {
      const { source, put, remove } = await open()
      await put('job-1', { log: Buffer.from('gone') })
      const files = await source.locate('job-1')
      await remove('job-1')
      expect((await drain(files)).error).toMatchObject({ code: 'log.unreadable' })
    })

    it('sees at each look what is there then', async () => {
      const { source, put, remove } = await open()
      await put('job-1', { log: Buffer.from('one') })
      await source.locate('job-1')
      await put('job-1', { log: Buffer.from('one two') })
      expect((await drain(await source.locate('job-1'))).bytes.toString()).toBe('one two')
      await remove('job-1')
      expect(await source.locate('job-1')).toMatchObject({ folderExists: false, log: undefined })
    })

    it.each(ODD_IDS)('keeps the job %j apart from all others', async (jobId) => {
      const { source, put } = await open()
      const ids = ['a', 'job', jobId]
      for (const id of ids) await put(id, { log: Buffer.from(`log of ${id}`) })
      for (const id of ids) {
        expect((await drain(await source.locate(id))).bytes.toString()).toBe(`log of ${id}`)
      }
    })

    it.each(NO_IDS)('refuses the id %j', async (jobId) => {
      const { source } = await open()
      await expect(source.locate(jobId)).rejects.toMatchObject({ code: 'job_id.invalid' })
    })

    it('reads nothing outside, whatever the id', async () => {
      const { source, leadingIds } = await open()
      expect(leadingIds.length).toBeGreaterThan(0)
      for (const jobId of leadingIds) {
        const seen = await source.locate(jobId).catch((error: unknown) => error)
        if (seen instanceof Error) expect(seen).toMatchObject({ code: expect.stringMatching(/^(?:job_id|log)\./) })
        else expect(seen).toMatchObject({ folderExists: false, log: undefined, meta: undefined })
      }
    })

    it('refuses a log that leads outside', async ({ skip }) => {
      const { source, put, putLeadOutside } = await open()
      if (putLeadOutside === undefined) return skip('nothing leads anywhere in this source')
      await put('job-1', {})
      await putLeadOutside('job-1')
      await expect(source.locate('job-1')).rejects.toMatchObject({ code: 'log.unsafe' })
    })
  })
}

/** File systems keep times in steps of their own. */
const CLOCK_STEP_MS = 2_000

const ODD_IDS = ['CON', 'Ünïcode 😀', '-rf *', 'a:b', '%2e%2e', '...', ' a', 'a\nb', '~', 'x'.repeat(200)]
const NO_IDS = ['', '.', '..', '../a', 'a/b', '/a', 'a\\b', 'a\0b', '\udce9', 'x'.repeat(201), 'é'.repeat(101)]

async function drain(files: JobFiles): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of files.log?.read() ?? []) chunks.push(Buffer.from(chunk))
    return { bytes: Buffer.concat(chunks), error: undefined }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error }
  }
}
