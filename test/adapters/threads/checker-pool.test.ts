import { expect, onTestFinished, test } from 'vitest'
import { createCheckerPool } from '../../../src/adapters/threads/checker-pool.ts'

function setup(threads: number) {
  const entry = new URL('./dying-thread.js', import.meta.url)
  const pool = createCheckerPool({ entry, threads, data: undefined })
  onTestFinished(() => pool.close())
  return pool
}

test('replaces a thread that dies; only the job that killed it has an error for a result', async () => {
  const results = await setup(1).check(['a', 'fatal', 'b', 'throws', 'c'])
  expect(results.map(({ jobId }) => jobId)).toEqual(['a', 'fatal', 'b', 'throws', 'c'])
  expect(results).toMatchObject([
    { message: 'answered' },
    { code: 'internal.unexpected', message: expect.stringContaining('exit code 7') },
    { message: 'answered' },
    { code: 'internal.unexpected', message: expect.stringContaining('out of ideas') },
    { message: 'answered' },
  ])
})

test('answers many batches at once, each its own', async () => {
  const pool = setup(2)
  const batches = Array.from({ length: 20 }, (_, index) => [`${index}`, `${index}'`])
  const results = await Promise.all(batches.map((batch) => pool.check(batch)))
  expect(results.map((batch) => batch.map(({ jobId }) => jobId))).toEqual(batches)
})
