import { expect, test } from 'vitest'
import { createStreamingAnalyser } from '../../../src/adapters/analyser/streaming-analyser.ts'
import { createClassicPack } from '../../../src/core/classic/pack.ts'
import { PostflightError } from '../../../src/core/error.ts'
import type { LogFile } from '../../../src/ports/log-source.ts'

function setup(read: LogFile['read'], classicBytesMax = 2 ** 30, isShared = true) {
  const analyser = createStreamingAnalyser({
    clock: { nowMs: () => 1_714_521_600_000 },
    pack: createClassicPack({ bytesMax: classicBytesMax }),
    isShared,
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

test.each([true, false])('stops reading at its limit, whether it shares its thread or not: %j', async (isShared) => {
  let isClosed = false
  const read = async function* () {
    try {
      for (;;) yield Buffer.alloc(100_000, 'x')
    } finally {
      isClosed = true
    }
  }
  const { analyse } = setup(read, 1_000_000, isShared)
  const { warnings } = await analyse()
  expect(warnings).toContain('Only the first 1000000 bytes of the log were read (POSTFLIGHT_CLASSIC_BYTES_MAX)')
  expect(isClosed).toBe(true)
})

test.each([
  { isShared: true, turns: { min: 61, max: Number.POSITIVE_INFINITY } },
  { isShared: false, turns: { min: 1, max: 2 } },
])('lets other work have its turn only where there is any: %j', async ({ isShared, turns }) => {
  const { analyse } = setup(() => chunks('all solution: API '.repeat(1_000_000)), 2 ** 30, isShared)
  let taken = 0
  let isDone = false
  const takeTurns = () => {
    taken++
    if (!isDone) setImmediate(takeTurns)
  }
  takeTurns()
  const { learnings } = await analyse()
  isDone = true
  expect(learnings.length).toBeGreaterThan(0)
  expect(taken).toBeGreaterThanOrEqual(turns.min)
  expect(taken).toBeLessThanOrEqual(turns.max)
})
