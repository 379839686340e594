// `npm run services`: Redis and Neo4j for development, until Ctrl-C. Prints the environment to use.

import { onEndSignal, say } from './shell.ts'
import { type Services, startServices } from './start-services.ts'

// Until they run, an ending process takes the servers that it started with it.
const ignoreSignals = onEndSignal(() => process.exit(1))
const services = await startServices(process.env)
ignoreSignals()
process.stdout.write(`${toExports(services).join('\n')}\n`)
say(`Ctrl-C, or "kill ${process.pid}", ends them, and their data with them`)
await untilSignal()
await services.stop()

function toExports({ redis, neo4j }: Services): string[] {
  const ofRedis = 'url' in redis ? [`export REDIS_URL=${redis.url}`] : [`# no Redis: ${redis.missing}`]
  if ('missing' in neo4j) return [...ofRedis, `# no Neo4j: ${neo4j.missing}`]
  const { uri, user, password } = neo4j
  return [...ofRedis, `export NEO4J_URI=${uri}`, `export NEO4J_USER=${user}`, `export NEO4J_PASSWORD='${password}'`]
}

async function untilSignal(): Promise<void> {
  // A timer keeps the process alive even where nothing was started here.
  const alive = setInterval(() => undefined, 60_000)
  await new Promise<void>((resolve) => onEndSignal(resolve))
  clearInterval(alive)
}
