// The services that tests and development use: those that the environment names, else started here.

import type { ChildServer } from '../test/support/child-server.ts'
import { startNeo4j } from '../test/support/neo4j-server.ts'
import { startRedis } from '../test/support/redis-server.ts'
import { obtainNeo4j, obtainRedis } from './obtain-services.ts'
import { say } from './shell.ts'

export interface Services {
  readonly redis: RedisService
  readonly neo4j: Neo4jService
  /** Ends what was started here, and nothing else. */
  stop(): Promise<void>
}

export type RedisService = { readonly url: string } | { readonly missing: string }

export type Neo4jService =
  | { readonly uri: string; readonly user: string; readonly password: string }
  | { readonly missing: string }

/** Of a server that only this machine reaches, for as long as a test run lasts. */
const NEO4J_PASSWORD = 'postflight-tests'

/** Never throws: a service that is not to be had says why. */
export async function startServices(environment: NodeJS.ProcessEnv): Promise<Services> {
  const started: ChildServer[] = []
  const [redis, neo4j] = [await openRedis(environment, started), await openNeo4j(environment, started)]
  const stop = async () => void (await Promise.all(started.map((server) => server.remove())))
  return { redis, neo4j, stop }
}

async function openRedis(environment: NodeJS.ProcessEnv, started: ChildServer[]): Promise<RedisService> {
  const url = environment['REDIS_URL']
  if (url) return { url }
  return await orReason('Redis', async () => {
    const missing = await obtainRedis()
    if (missing !== undefined) return { missing }
    const server = await startRedis()
    started.push(server)
    say(`Redis runs at ${server.url}`)
    return { url: server.url }
  })
}

async function openNeo4j(environment: NodeJS.ProcessEnv, started: ChildServer[]): Promise<Neo4jService> {
  const uri = environment['NEO4J_URI']
  if (uri) return { uri, user: environment['NEO4J_USER'] ?? 'neo4j', password: environment['NEO4J_PASSWORD'] ?? '' }
  return await orReason('Neo4j', async () => {
    const missing = await obtainNeo4j()
    if (missing !== undefined) return { missing }
    const server = await startNeo4j({ password: NEO4J_PASSWORD })
    started.push(server)
    say(`Neo4j runs at ${server.uri}`)
    return { uri: server.uri, user: server.user, password: server.password }
  })
}

async function orReason<Found>(name: string, open: () => Promise<Found>): Promise<Found | { missing: string }> {
  try {
    return await open()
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error)
    say(`there is no ${name}: ${missing}`)
    return { missing: missing.split('\n')[0] ?? missing }
  }
}
