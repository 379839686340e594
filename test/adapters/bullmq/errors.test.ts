import { describe, expect, it } from 'vitest'
import { createErrorListener, translateErrors } from '../../../src/adapters/bullmq/errors.ts'
import { PostflightError } from '../../../src/core/error.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

describe('translateErrors', () => {
  const thrownBy = (error: Error) => translateErrors({ call: () => Promise.reject(error) }).call()

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    new Error('Connection is closed.'),
    new Error('Command timed out'),
    new Error('LOADING Redis is loading the dataset in memory'),
    new Error('Reached the max retries per request limit (which is 1).'),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
  ])('says that the queue is away: %s', async (error) => {
    await expect(thrownBy(error)).rejects.toMatchObject({ code: 'queue.unavailable', retryable: true })
  })

  it('does not take a refusal for an absence', async () => {
    await expect(thrownBy(new Error('Missing key for job 7'))).rejects.toMatchObject({ code: 'internal.unexpected' })
  })

  it('passes on what is in our terms already', async () => {
    const error = new PostflightError('queue.job_active', 'still at work')
    await expect(thrownBy(error)).rejects.toBe(error)
  })

  it('passes on values', async () => {
    expect(await translateErrors({ call: async (n: number) => n + 1 }).call(1)).toBe(2)
  })
})

it('logs an error that repeats itself once', () => {
  const logger = createRecordingLogger()
  const listen = createErrorListener(logger)
  for (const message of ['away', 'away', 'refused', 'away']) listen(new Error(message))
  expect(logger.lines.map((line) => line.fields?.['error'])).toEqual(['away', 'refused'])
})
