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
  /** Resolves once a line of its log holds this text; rejects when the process ends without one. */
  says(text: string): Promise<void>
  stop(): void
  resume(): void
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code when it has drained. */
  drain(): Promise<number | null>
  /** Its exit code and all that it wrote. */
  readonly ended: Promise<{ readonly code: number | null; readonly log: string }>
}

export type WorkerFile = 'all' | 'validation' | 'finalize' | 'learning' | 'notification'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Starts `workers/<file>.ts`; resolves once it works. Its log goes to `logFile`. */
export async function startWorkerChild(
  file: WorkerFile,
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<WorkerChild> {
  const worker = spawnWorkerChild(file, env, logFile)
  await worker.says('"Working"')
  return worker
}

/** Starts `workers/<file>.ts`, which may never come to work. */
export function spawnWorkerChild(
  file: WorkerFile,
  env: Readonly<Record<string, string>>,
  logFile: string,
): WorkerChild {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'workers', `${file}.ts`)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const log = followLog(child, logFile)
  const gone = once(child, 'close').then(([code]) => code as number | null)
  const pid = child.pid ?? 0
  return {
    pid,
    name: `${hostname().replaceAll(/[^\w.-]/g, '_')}-${pid}`,
    says: (text) => log.says(text, gone),
    stop: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    drain: () => {
      child.kill('SIGTERM')
      return gone
    },
    ended: gone.then((code) => ({ code, log: log.text() })),
  }
}

function followLog(child: ChildProcess, logFile: string) {
  if (child.stderr === null) throw new Error('Expected the worker to have a log, got none')
  const file = createWriteStream(logFile, { flags: 'a' })
  const lines: string[] = []
  const reader = createInterface({ input: child.stderr })
  reader.on('line', (line) => {
    lines.push(line)
    file.write(`${line}\n`)
  })
  const says = (text: string, gone: Promise<number | null>) =>
    new Promise<void>((resolve, reject) => {
      const look = () => lines.some((line) => line.includes(text)) && resolve()
      reader.on('line', look)
      look()
      void gone.then((code) =>
        reject(new Error(`Expected the worker to say ${text}, got exit ${code}; see ${logFile}`)),
      )
    })
  return { says, text: () => lines.join('\n') }
}
