// A real Python producer: BullMQ's Python client in a folder of its own, kept between runs.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { findProgram } from '../find-program.ts'
import { whyNoServices } from '../services.ts'

const PYTHON_BULLMQ_VERSION = '3.4.4'

export interface ProducedMessage {
  readonly data: Readonly<Record<string, unknown>>
  /** BullMQ's job options, as a producer may set them. */
  readonly opts: Readonly<Record<string, unknown>>
}

/** Why there is no Python producer here; undefined when there is one. Installs it on the way. */
export function whyNoPythonProducer(): string | undefined {
  return whyNoServices() ?? whyNoPip()
}

/** Sends the messages one after the other and resolves with their number. */
export async function sendFromPython(
  redisUrl: string,
  prefix: string,
  messages: readonly ProducedMessage[],
): Promise<number> {
  const script = join(import.meta.dirname, 'producer.py')
  const env = { ...process.env, PYTHONPATH: await installedPackage() }
  const python = spawn('python3', [script, redisUrl, prefix], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  python.stdin.end(messages.map((message) => `${JSON.stringify(message)}\n`).join(''))
  const [output, [code]] = await Promise.all([text(python.stdout), once(python, 'exit')])
  if (code !== 0) throw new Error(`Expected the Python producer to exit with 0, got ${code}`)
  return Number(output)
}

function whyNoPip(): string | undefined {
  if (findProgram('python3') === undefined) return 'no python3 on PATH'
  return spawnSync('python3', ['-m', 'pip', '--version']).status === 0 ? undefined : 'this Python has no pip'
}

async function installedPackage(): Promise<string> {
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folder = join(caches, 'postflight', `python-bullmq-${PYTHON_BULLMQ_VERSION}`)
  if (existsSync(folder)) return folder
  const partial = `${folder}.${process.pid}`
  await mkdir(partial, { recursive: true })
  const args = ['-m', 'pip', 'install', '--quiet', '--target', partial, `bullmq==${PYTHON_BULLMQ_VERSION}`]
  const { status, stderr } = spawnSync('python3', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Expected pip to install bullmq, got ${stderr}`)
  // Another test may have been quicker.
  await rename(partial, folder).catch(() => rm(partial, { recursive: true }))
  return folder
}
