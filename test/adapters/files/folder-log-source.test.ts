import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFolderLogSource } from '../../../src/adapters/files/folder-log-source.ts'
import type { JobFiles } from '../../../src/ports/log-source.ts'
import { tempFolder } from '../../support/temp-folder.ts'

async function setup(unpackBytesMax = 1_000_000) {
  const folder = await tempFolder()
  const jobs = `${folder}/jobs`
  mkdirSync(`${jobs}/a`, { recursive: true })
  return { folder, jobs, job: `${jobs}/a`, source: createFolderLogSource({ jobsDir: jobs, unpackBytesMax }) }
}

async function readAll(files: JobFiles): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of files.log?.read() ?? []) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

describe('a job folder', () => {
  test('yields log and metadata', async () => {
    const { job, source } = await setup()
    writeFileSync(`${job}/output.log`, 'hello')
    writeFileSync(`${job}/meta.json`, '{}')
    utimesSync(`${job}/output.log`, 1_000, 2_000)
    const files = await source.locate('a')
    expect(files).toMatchObject({ folder: job, folderExists: true, warnings: [], meta: Buffer.from('{}') })
    expect(files.log).toMatchObject({ storedBytes: 5, changedAtMs: 2_000_000 })
    expect(await readAll(files)).toBe('hello')
  })

  test('that is empty yields neither, and no warning', async () => {
    const { job, source } = await setup()
    expect(await source.locate('a')).toEqual({
      folder: job,
      folderExists: true,
      log: undefined,
      isLogUnreadable: false,
      meta: undefined,
      warnings: [],
    })
  })

  test('that is not there is named by its path', async () => {
    const { jobs, source } = await setup()
    expect(await source.locate('b')).toMatchObject({ folder: `${jobs}/b`, folderExists: false, warnings: [] })
    const none = createFolderLogSource({ jobsDir: `${jobs}/none/`, unpackBytesMax: 1 })
    expect(await none.locate('b')).toMatchObject({ folder: `${jobs}/none/b`, folderExists: false })
  })

  test('that is a file exists, with nothing in it', async () => {
    const { jobs, source } = await setup()
    writeFileSync(`${jobs}/b`, 'x')
    expect(await source.locate('b')).toMatchObject({ folderExists: true, log: undefined, warnings: [] })
  })

  test('is refused by an id that is a path', async () => {
    const { source } = await setup()
    await expect(source.locate('../a')).rejects.toMatchObject({ code: 'job_id.invalid' })
    await expect(source.locate('..')).rejects.toMatchObject({ code: 'job_id.invalid' })
  })
})

describe('what is no file', () => {
  test('a directory called output.log is reported in Python’s words and nothing else is tried', async () => {
    const { job, source } = await setup()
    mkdirSync(`${job}/output.log`)
    writeFileSync(`${job}/output.log.gz`, gzipSync('packed'))
    const files = await source.locate('a')
    expect(files.log).toBeUndefined()
    expect(files.warnings).toEqual([`Could not read output: [Errno 21] Is a directory: '${job}/output.log'`])
  })

  test('a named pipe is reported and does not hang', async () => {
    const { job, source } = await setup()
    execFileSync('mkfifo', [`${job}/output.log`, `${job}/meta.json`])
    const { warnings } = await source.locate('a')
    expect(warnings).toEqual([
      `Could not read output: expected ${job}/output.log to be a regular file, got a named pipe`,
      'Expected meta.json to be a file, got a named pipe',
    ])
  })

  test('a socket is reported', async () => {
    const { job, source } = await setup()
    const server = createServer().listen(`${job}/output.log`)
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { warnings } = await source.locate('a')
    expect(warnings).toEqual([`Could not read output: [Errno 6] No such device or address: '${job}/output.log'`])
  })

  test('a directory called meta.json counts as none', async () => {
    const { job, source } = await setup()
    mkdirSync(`${job}/meta.json`)
    expect(await source.locate('a')).toMatchObject({ meta: undefined, warnings: [] })
  })

  test('only what stands in the place of the log keeps it from being waited for', async () => {
    const { job, source } = await setup()
    execFileSync('mkfifo', [`${job}/meta.json`])
    const files = await source.locate('a')
    expect(files).toMatchObject({ isLogUnreadable: false, warnings: [expect.stringContaining('meta.json')] })
    mkdirSync(`${job}/output.log`)
    expect(await source.locate('a')).toMatchObject({ isLogUnreadable: true })
  })

  test('metadata beyond their limit are not read', async () => {
    const { job, source } = await setup()
    writeFileSync(`${job}/meta.json`, Buffer.alloc(16 * 1024 * 1024 + 1))
    const files = await source.locate('a')
    expect(files.meta).toBeUndefined()
    expect(files.warnings).toEqual(['Expected meta.json to be at most 16777216 bytes long, got 16777217'])
  })
})

describe('symbolic links', () => {
  test.each(['output.log', 'output.log.gz', 'output.log.zst', 'meta.json'])(
    '%s that leads outside is refused',
    async (name) => {
      const { folder, job, source } = await setup()
      writeFileSync(`${folder}/secret`, 'secret')
      symlinkSync('../../secret', `${job}/${name}`)
      await expect(source.locate('a')).rejects.toMatchObject({ code: 'log.unsafe' })
    },
  )

  test('a job folder that leads outside is refused, also to a folder whose name begins alike', async () => {
    const { folder, jobs, source } = await setup()
    mkdirSync(`${folder}/jobs-of-others`)
    symlinkSync('../jobs-of-others', `${jobs}/b`)
    symlinkSync('/', `${jobs}/c`)
    symlinkSync('.', `${jobs}/d`)
    for (const id of ['b', 'c', 'd']) await expect(source.locate(id)).rejects.toMatchObject({ code: 'log.unsafe' })
  })

  test('links that stay inside are followed, and the jobs folder may be one', async () => {
    const { folder, jobs, job } = await setup()
    writeFileSync(`${job}/real`, 'hello')
    symlinkSync('real', `${job}/output.log`)
    symlinkSync('a', `${jobs}/b`)
    symlinkSync('jobs', `${folder}/link`)
    const source = createFolderLogSource({ jobsDir: `${folder}/link`, unpackBytesMax: 1 })
    expect(await readAll(await source.locate('b'))).toBe('hello')
  })

  test('links that lead nowhere or in circles count as absent', async () => {
    const { jobs, job, source } = await setup()
    symlinkSync('nowhere', `${job}/output.log`)
    symlinkSync('meta.json', `${job}/meta.json`)
    symlinkSync('b', `${jobs}/b`)
    expect(await source.locate('a')).toMatchObject({
      folderExists: true,
      log: undefined,
      meta: undefined,
      warnings: [],
    })
    expect(await source.locate('b')).toMatchObject({ folderExists: false })
  })

  test('a log that becomes a link after it was located is not read', async () => {
    const { folder, job, source } = await setup()
    writeFileSync(`${folder}/secret`, 'secret')
    writeFileSync(`${job}/output.log`, 'hello')
    const files = await source.locate('a')
    renameSync(`${job}/output.log`, `${job}/old`)
    symlinkSync('../../secret', `${job}/output.log`)
    await expect(readAll(files)).rejects.toMatchObject({ code: 'log.unsafe' })
  })
})

describe('packed logs', () => {
  test('output.log outranks .gz, which outranks .zst', async () => {
    const { job, source } = await setup()
    writeFileSync(`${job}/output.log.zst`, 'no archive')
    writeFileSync(`${job}/output.log.gz`, gzipSync('gz'))
    expect(await readAll(await source.locate('a'))).toBe('gz')
    writeFileSync(`${job}/output.log`, 'plain')
    expect(await readAll(await source.locate('a'))).toBe('plain')
  })

  test('all of a gzip archive comes out, of several members too', async () => {
    const { job, source } = await setup()
    writeFileSync(`${job}/output.log.gz`, Buffer.concat([gzipSync('a'.repeat(300_000)), gzipSync('b')]))
    expect(await readAll(await source.locate('a'))).toBe(`${'a'.repeat(300_000)}b`)
  })

  test('what can be unpacked of a gzip archive that is cut off comes out before the error', async () => {
    const { job, source } = await setup()
    const text = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7_919}`).join('\n')
    const packed = gzipSync(text)
    writeFileSync(`${job}/output.log.gz`, packed.subarray(0, packed.length / 2))
    const { chunks, error } = await drain(await source.locate('a'))
    expect(error).toMatchObject({ code: 'log.broken' })
    expect(chunks.length).toBeGreaterThan(text.length / 4)
    expect(text.startsWith(chunks)).toBe(true)
  })

  test('what stands before damage comes out before the error', async () => {
    const { job, source } = await setup()
    const parts = [gzipSync(randomBytes(50_000).toString('hex')), gzipSync('second')]
    writeFileSync(`${job}/output.log.gz`, Buffer.concat([...parts, Buffer.of(0x1f, 0x8b, 0xff, 0xff)]))
    const { chunks, error } = await drain(await source.locate('a'))
    // zlib keeps its last, unfinished 16 KiB to itself.
    expect(chunks.length).toBeGreaterThan(100_006 - 16_384)
    expect(error).toMatchObject({ code: 'log.broken' })
  })

  test('damage is reported', async () => {
    const { job, source } = await setup()
    writeFileSync(`${job}/output.log.gz`, 'no archive')
    expect((await drain(await source.locate('a'))).error).toMatchObject({ code: 'log.broken' })
  })

  test('no more than the limit is unpacked', async () => {
    const { job, source } = await setup(1_000)
    writeFileSync(`${job}/output.log.gz`, gzipSync('a'.repeat(1_000)))
    expect(await drain(await source.locate('a'))).toEqual({ chunks: 'a'.repeat(1_000), error: undefined })
    writeFileSync(`${job}/output.log.gz`, gzipSync('a'.repeat(1_001)))
    const { chunks, error } = await drain(await source.locate('a'))
    expect(chunks).toBe('a'.repeat(1_000))
    expect(error).toMatchObject({ code: 'log.broken' })
  })
})

async function drain(files: JobFiles): Promise<{ chunks: string; error: unknown }> {
  let chunks = ''
  try {
    for await (const chunk of files.log?.read() ?? []) chunks += Buffer.from(chunk).toString()
    return { chunks, error: undefined }
  } catch (error) {
    return { chunks, error }
  }
}
