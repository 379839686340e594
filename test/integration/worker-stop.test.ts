// How a worker process ends: in good order, and also when Redis does not say goodbye.

import { describe, expect, it, onTestFinished } from 'vitest'
import { startFleet } from '../support/fleet/fleet.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'

describe.skipIf(whyNoOwnRedis())('a worker process that is told to stop', () => {
  async function setup() {
    const fleet = await startFleet({ perSecond: 50, env: { POSTFLIGHT_DRAIN_MS: '1000' } })
    onTestFinished(() => fleet.close())
    return { fleet, worker: await fleet.startWorker('all') }
  }

  it('ends with 0 when nothing is left to do', async () => {
    const { worker } = await setup()
    expect(await worker.drain()).toBe(0)
  })

  it('ends within its bound although Redis is away', async () => {
    const { fleet, worker } = await setup()
    await fleet.redis.stop()
    // 3 where a job had to be left, which depends on the moment.
    expect([0, 3]).toContain(await worker.drain())
  })

  it('goes on by itself when Redis is back', async () => {
    const { fleet } = await setup()
    await fleet.redis.stop()
    await fleet.redis.start()
    const job = await fleet.queues.byName.validation.add('job-completed', { job_id: '../no' })
    await expect.poll(() => job.getState(), { timeout: 20_000 }).toBe('failed')
  })
})
