// The account that the server runs as. PostgreSQL refuses to run as root; there, an unprivileged account runs it.

import { spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

export interface Account {
  readonly uid: number
  readonly gid: number
}

/** What `nobody` is on Linux when the password file does not say. */
const NOBODY_ID = 65_534

/**
 * The account for a data folder: undefined means our own. As root it is the folder's owner, so that a folder
 * made by an ordinary user stays that user's, and `nobody` for a new one.
 */
export function accountFor(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  return owner === undefined || owner.uid === 0 ? nobody() : { uid: owner.uid, gid: owner.gid }
}

function nobody(): Account {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(-?\d+):(-?\d+):/m)
  return { uid: Number(line?.[1] ?? NOBODY_ID) >>> 0, gid: Number(line?.[2] ?? NOBODY_ID) >>> 0 }
}

/** For `spawn`, which takes ids as signed 32-bit numbers; macOS gives `nobody` the id -2. */
export function spawnIdentity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid | 0, gid: account.gid | 0 }
}

export interface Execution {
  /** Undefined when the program could not be started or was killed. */
  readonly exitCode: number | undefined
  /** Both streams, or why the program could not be started. */
  readonly output: string
}

/** Runs a program to its end; never throws. The environment is empty but for PATH: no PG* variable leaks in. */
export function runAs(account: Account | undefined, command: readonly [string, ...string[]]): Promise<Execution> {
  const [program, ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...spawnIdentity(account), cwd: '/', env: serverEnvironment(), stdio: 'pipe' })
    let output = ''
    child.stdin.end()
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    child.once('error', (error) => resolve({ exitCode: undefined, output: error.message }))
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? undefined, output: output.trim() }))
  })
}

export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
}
