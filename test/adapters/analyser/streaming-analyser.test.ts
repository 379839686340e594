import { expect, test } from 'vitest'
import { createStreamingAnalyser } from '../../../src/adapters/analyser/streaming-analyser.ts'
import { createClassicPack } from '../../../src/core/classic/pack.ts'
import { PostflightError } from '../../../src/core/error.ts'
import type { LogFile } from '../../../src/ports/log-source.ts'

function setup(read: LogFile['read'], classicBytesMax = 2 ** 30) {
  const analyser = createStreamingAnalyser({
    clock: { nowMs: () => 1_714_521_600_000 },
    pack: createClassicPack({ bytesMax: classicBytesMax }),
  })
  const message = {
    identity: { jobId: 'a', runAttempt: 1 },
    exitCode: undefined,
    project: undefined,
    task: undefined,
    notes: [],
  }
  const log = { storedBytes: 0, changedAtMs: 0, read }
  const files = {
    folder: '/jobs/a',
    folderExists: true,
    log,
    isLogUnreadable: false,
    meta: undefined,
    warnings: ['from the source'],
  }
  return { analyse: () => analyser.analyse({ message, files, warnings: ['from the stage'] }), log }
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

test('analyses a log chunk by chunk and dates the report by the clock', async () => {
  const { analyse } = setup(() => chunks('exi', 't:', '3', ' fai', 'led'))
  expect(await analyse()).toMatchObject({
    timestamp: '2024-05-01T00:00:00.000Z',
    exit_code: 3,
    errors: [{ type: 'failure_detected' }],
    warnings: ['from the source', 'from the stage'],
  })
})

test('reports what could be read of a damaged archive, and that it is damaged', async () => {
  const { analyse } = setup(async function* () {
    yield* chunks('failed')
    throw new PostflightError('log.broken', 'Expected it to be whole')
  })
  expect(await analyse()).toMatchObject({
    errors: [{ type: 'failure_detected' }],
    warnings: ['from the source', 'Could not read all of the log: Expected it to be whole', 'from the stage'],
  })
})

test('passes on errors that another try may not meet', async () => {
  const { analyse } = setup(async function* () {
    yield* chunks('failed')
    throw new PostflightError('log.unreadable', 'Expected a disk')
  })
  await expect(analyse()).rejects.toMatchObject({ code: 'log.unreadable' })
})

test('stops reading at its limit', async () => {
  let isClosed = false
  const { analyse } = setup(async function* () {
    try {
      for (;;) yield Buffer.alloc(100_000, 'x')
    } finally {
      isClosed = true
    }
  }, 1_000_000)
  const { warnings } = await analyse()
  expect(warnings).toContain('Only the first 1000000 bytes of the log were read (POSTFLIGHT_CLASSIC_BYTES_MAX)')
  expect(isClosed).toBe(true)
})

test('lets other work have its turn, however large the chunks are', async () => {
  const { analyse } = setup(() => chunks('all solution: API '.repeat(1_000_000)))
  let turns = 0
  let isDone = false
  const takeTurns = () => {
    turns++
    if (!isDone) setImmediate(takeTurns)
  }
  takeTurns()
  await analyse()
  isDone = true
  expect(turns).toBeGreaterThan(60)
})
