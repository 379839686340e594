// A server of the tests' own: a child process that is ready when it says so, can be killed and started again
// on its data, and never outlives the process that started it.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ServerSpec {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** What the server prints once it takes connections. */
  readonly readyLine: RegExp
  readonly readyMs: number
  /** The Docker container that the command runs, which outlives the command. */
  readonly container?: string
}

export interface ChildServer {
  /** The current process; changes with `start`. */
  pid(): number
  /** Ends it at once, as `kill -9` does; its data stay. Resolves when it is gone. */
  stop(): Promise<void>
  /** Starts it again on the same port and data; resolves when it is ready. */
  start(): Promise<void>
  /** Stands still without closing its connections, until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and deletes its data. */
  remove(): Promise<void>
}

/** Starts the server; `folder` is deleted by `remove`. */
export async function startChildServer(spec: ServerSpec, folder: string): Promise<ChildServer> {
  let child = await launch(spec)
  const stop = () => end(child, spec)
  return {
    pid: () => child.pid ?? 0,
    stop,
    start: async () => {
      await stop()
      child = await launch(spec)
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    remove: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new folder for one server's data, below the system's temporary folder. */
export async function makeServerFolder(name: string): Promise<string> {
  return await mkdtemp(join(tmpdir(), `postflight-${name}-`))
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error(`Expected a port, got ${address}`)
  return address.port
}

/** Characters of a server's output that an error shows. */
const OUTPUT_SHOWN_MAX = 2_000

async function launch(spec: ServerSpec): Promise<ChildProcess> {
  // The open pipe on standard input tells a server that reads it when its parent is gone.
  const child = spawn(spec.command, [...spec.args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  const killAtExit = () => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  child.once('exit', () => process.off('exit', killAtExit))
  try {
    await untilReady(child, spec)
    return child
  } catch (error) {
    await end(child, spec)
    throw error
  }
}

async function untilReady(child: ChildProcess, spec: ServerSpec): Promise<void> {
  let output = ''
  let timer: NodeJS.Timeout | undefined
  const ready = new Promise<void>((resolve, reject) => {
    const refuse = (what: string) =>
      reject(new Error(`Expected ${spec.name} to be ready, got ${what}\n${output.slice(-OUTPUT_SHOWN_MAX)}`))
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_SHOWN_MAX * 2)
      if (spec.readyLine.test(output)) resolve()
    }
    // Both are read for as long as the server lives, else a full pipe would stop it.
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => refuse(error.message))
    child.once('exit', (code, signal) => refuse(`its end with ${code ?? signal}`))
    timer = setTimeout(() => refuse(`no sign of it within ${spec.readyMs} ms`), spec.readyMs)
  })
  await ready.finally(() => clearTimeout(timer))
}

async function end(child: ChildProcess, spec: ServerSpec): Promise<void> {
  if (spec.container !== undefined) spawnSync('docker', ['rm', '--force', spec.container], { stdio: 'ignore' })
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
