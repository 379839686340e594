// Starts processes that use an embedded server, and looks at the server from outside.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface EmbeddedProcess {
  readonly pid: number
  /** Closes the server as a normal end does; resolves with the exit code. */
  leave(): Promise<number | null>
  /** As `kill -9` does. */
  kill(): Promise<void>
}

const CHILD = fileURLToPath(new URL('./embedded-child.ts', import.meta.url))

/** A process that is attached to the folder's server; of another account when `uid` and `gid` are given. */
export async function startEmbeddedProcess(
  folder: string,
  account: { uid?: number; gid?: number } = {},
): Promise<EmbeddedProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, folder], { ...account, stdio: 'pipe' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await untilReady(child)
  const gone = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    leave: async () => {
      child.stdin.end()
      const [code] = await gone
      return code as number | null
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('ready')) resolve()
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.once('exit', () => reject(new Error(`Expected the process to attach, got its end: ${output}`)))
  })
}

/** The process id of the server whose files lie in `home`; undefined when none runs. */
export function serverPid(home: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

/** A new folder that every account can enter, gone when the test is over. */
export async function makeReachableFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'postflight-embedded-')))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
