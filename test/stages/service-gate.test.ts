import { expect, it } from 'vitest'
import { createCircuit } from '../../src/core/circuit.ts'
import { PostflightError } from '../../src/core/error.ts'
import { ServiceGate } from '../../src/stages/service-gate.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'

function setup() {
  const time = { nowMs: 1_000_000 }
  const logger = createRecordingLogger()
  const gate = new ServiceGate({
    service: 'The graph',
    circuit: createCircuit(),
    clock: { nowMs: () => time.nowMs },
    logger,
  })
  const away = () => Promise.reject(new PostflightError('graph.unavailable', 'refused'))
  return { time, logger, gate, away, works: () => Promise.resolve('stored') }
}

it('passes on what the service gave', async () => {
  const { gate, works } = setup()
  expect(await gate.run('a', works)).toEqual({ kind: 'done', value: 'stored' })
})

it('holds the queue, without spending an attempt, while the service is away, and alerts once', async () => {
  const { gate, away, logger, time } = setup()
  for (const job of ['a', 'b', 'a', 'c', 'a']) {
    expect(await gate.run(job, away)).toMatchObject({ kind: 'later', holds: 'queue' })
    time.nowMs += 20_000
  }
  expect(logger.lines.filter((line) => line.level === 'error')).toHaveLength(1)
})

it('does not ask a service that is known to be away', async () => {
  const { gate, away } = setup()
  await gate.run('a', away)
  let asked = false
  const outcome = await gate.run('b', async () => {
    asked = true
  })
  expect({ outcome, asked }).toMatchObject({ outcome: { kind: 'later', holds: 'queue' }, asked: false })
})

it('says once that the service is back', async () => {
  const { gate, away, works, logger, time } = setup()
  await gate.run('a', away)
  time.nowMs += 20_000
  await gate.run('a', works)
  await gate.run('b', works)
  expect(logger.lines.filter((line) => line.message.includes('is back'))).toHaveLength(1)
})

it.each([
  ['telegram.unavailable', ['later', 'later', 'later', 'retry', 'retry']],
  ['graph.unavailable', ['later', 'later', 'later', 'retry', 'retry']],
  ['graph.credentials_refused', ['later', 'later', 'later', 'later', 'later']],
] as const)('judges a job that keeps failing with %s while others get through', async (code, expected) => {
  const { gate, works, time } = setup()
  const kinds: string[] = []
  for (let round = 0; round < 5; round += 1) {
    kinds.push((await gate.run('poison', () => Promise.reject(new PostflightError(code, 'no')))).kind)
    time.nowMs += 60_000
    await gate.run(`other-${round}`, works)
  }
  expect(kinds).toEqual(expected)
})

it.each([
  ['graph.busy', 'retry'],
  ['graph.rejected', 'fail'],
  ['graph.credentials_refused', 'later'],
  ['telegram.rejected', 'fail'],
] as const)('answers %s with %s', async (code, kind) => {
  const { gate } = setup()
  expect((await gate.run('a', () => Promise.reject(new PostflightError(code, 'no')))).kind).toBe(kind)
})

it('says that the service is back although its first answer is a refusal', async () => {
  const { gate, away, logger, time } = setup()
  await gate.run('a', away)
  time.nowMs += 20_000
  await gate.run('a', () => Promise.reject(new PostflightError('graph.rejected', 'no')))
  expect(logger.lines.filter((line) => line.message.includes('is back'))).toHaveLength(1)
})

it('waits for exactly as long as the service asked', async () => {
  const { gate } = setup()
  const limited = new PostflightError('telegram.rate_limited', 'slow down', { retryAfterMs: 7_000 })
  expect(await gate.run('a', () => Promise.reject(limited))).toMatchObject({ kind: 'later', delayMs: 7_000 })
})
