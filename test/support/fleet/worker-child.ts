// A worker process of the fleet, as an operator would start it.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface WorkerChild {
  readonly pid: number
  /** As the queue knows it: what `job.processedBy` says. */
  readonly name: string
  stop(): void
  resume(): void
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code when it has drained. */
  drain(): Promise<number | null>
}

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Starts `workers/<file>.ts`; resolves once it works. Its log goes to `logFile`. */
export async function startWorkerChild(
  file: 'all' | 'validation' | 'finalize' | 'learning' | 'notification',
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<WorkerChild> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'workers', `${file}.ts`)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  await untilWorking(child, logFile)
  const gone = once(child, 'exit')
  const pid = child.pid ?? 0
  return {
    pid,
    name: `${hostname().replaceAll(/[^\w.-]/g, '_')}-${pid}`,
    stop: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    drain: async () => {
      child.kill('SIGTERM')
      return (await gone)[0] as number | null
    },
  }
}

async function untilWorking(child: ChildProcess, logFile: string): Promise<void> {
  if (child.stderr === null) throw new Error('Expected the worker to have a log, got none')
  const log = createWriteStream(logFile, { flags: 'a' })
  const lines = createInterface({ input: child.stderr })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      log.write(`${line}\n`)
      if (line.includes('"Working"')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`Expected the worker to start, got exit ${code}; see ${logFile}`)))
  })
}
