// Redis servers of the tests' own, on free ports of 127.0.0.1: redis-server where it is installed, else Docker.

import { type ChildServer, findFreePort, makeServerFolder, type ServerSpec, startChildServer } from './child-server.ts'
import { findProgram, whyNoDocker } from './find-program.ts'
import { whyNoServices } from './services.ts'

export interface RedisOptions {
  /** `disk`: every write is on disk before it is answered, so that `stop` loses nothing. */
  readonly keep: 'memory' | 'disk'
}

export interface OwnRedis extends ChildServer {
  readonly url: string
}

const IMAGE = 'redis:7-bookworm'
const READY_MS = 60_000

/** Why `startRedis` cannot work here, or undefined when it can. */
export function whyNoOwnRedis(): string | undefined {
  const notAllowed = whyNoServices()
  if (notAllowed !== undefined) return notAllowed
  if (findProgram('redis-server') !== undefined) return undefined
  const noDocker = whyNoDocker()
  return noDocker === undefined ? undefined : `no redis-server on PATH, and ${noDocker}`
}

/** A Redis server with an empty database; the caller ends it with `remove`. */
export async function startRedis({ keep }: RedisOptions = { keep: 'memory' }): Promise<OwnRedis> {
  const folder = await makeServerFolder('redis')
  const port = await findFreePort()
  const persistence = keep === 'disk' ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no']
  const settings = ['--save', '', ...persistence, '--maxmemory-policy', 'noeviction']
  const server = await startChildServer(toSpec(port, folder, settings), folder)
  return { ...server, url: `redis://127.0.0.1:${port}` }
}

function toSpec(port: number, folder: string, settings: readonly string[]): ServerSpec {
  const common = { name: 'Redis', readyLine: /Ready to accept connections/, readyMs: READY_MS }
  const binary = findProgram('redis-server')
  if (binary !== undefined) {
    return {
      ...common,
      command: binary,
      args: ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, ...settings],
    }
  }
  const container = `postflight-redis-${port}`
  const run = ['run', '--rm', '--name', container, '-p', `127.0.0.1:${port}:6379`, '-v', `${folder}:/data`]
  return { ...common, command: 'docker', args: [...run, IMAGE, 'redis-server', ...settings], container }
}
