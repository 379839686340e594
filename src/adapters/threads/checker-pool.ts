// Spreads batches of jobs over threads. A thread that dies is replaced; the jobs it held are then tried one by one,
// so that only the one that killed it has an error for a result.

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CheckedJob, JobChecker } from '../../ports/job-checker.ts'
import { type CheckedMessage, fromMessage } from './checker-messages.ts'

export interface CheckerPoolOptions {
  /** The module that a thread runs: one that calls `serveBatches`. */
  readonly entry: URL
  readonly threads: number
  /** Handed to each thread as its `workerData`. */
  readonly data: unknown
}

export function createCheckerPool(options: CheckerPoolOptions): JobChecker {
  const lanes = Array.from({ length: options.threads }, () => new Lane(options))
  const check = (jobIds: readonly string[]) => leastBusy(lanes).run(jobIds)
  return {
    lanes: options.threads,
    check,
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }
}

function leastBusy(lanes: readonly Lane[]): Lane {
  return lanes.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best))
}

/** One thread and the batches that wait for it. */
class Lane {
  waiting = 0
  readonly #options: CheckerPoolOptions
  #worker: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: CheckerPoolOptions) {
    this.#options = options
  }

  async run(jobIds: readonly string[]): Promise<readonly CheckedJob[]> {
    this.waiting++
    const results = this.#last.then(() => this.#check(jobIds))
    this.#last = results
    try {
      return await results
    } finally {
      this.waiting--
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  async #check(jobIds: readonly string[]): Promise<readonly CheckedJob[]> {
    try {
      return await this.#ask(jobIds)
    } catch (error) {
      this.#worker = undefined
      const [jobId] = jobIds
      if (jobIds.length <= 1 && jobId !== undefined) return [died(jobId, error)]
      const results: CheckedJob[] = []
      for (const single of jobIds) results.push(...(await this.#check([single])))
      return results
    }
  }

  #ask(jobIds: readonly string[]): Promise<readonly CheckedJob[]> {
    this.#worker ??= startThread(this.#options)
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      const onMessage = (messages: readonly CheckedMessage[]) => settle(() => resolve(messages.map(fromMessage)))
      const onError = (error: Error) => settle(() => reject(error))
      const onExit = (code: number) => settle(() => reject(new Error(`exit code ${code}`)))
      const settle = (act: () => void) => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        act()
      }
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      worker.postMessage(jobIds)
    })
  }
}

function startThread({ entry, data }: CheckerPoolOptions): Worker {
  if (entry.pathname.endsWith('.js')) return new Worker(entry, { workerData: data })
  return new Worker(loadSource(entry), { workerData: data, eval: true })
}

/** Where the sources run as they are, as in the tests, the thread loads them through tsx, a development tool. */
function loadSource(entry: URL): string {
  const forRequire = createRequire(import.meta.url).resolve('tsx/esm/api')
  const tsx = pathToFileURL(forRequire.replace(/\.cjs$/, '.mjs')).href
  return `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(entry.href)}) })`
}

function died(jobId: string, error: unknown): CheckedJob {
  const reason = error instanceof Error ? error.message : String(error)
  const message = `Expected the thread that analysed ${JSON.stringify(jobId)} to live, got: ${reason}`
  return { kind: 'failed', jobId, code: 'internal.unexpected', message }
}
