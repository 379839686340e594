// The services that `npm test` starts once for all tests, or why there are none. A test that needs one:
//   const redis = redisUrl()
//   describe.skipIf(redis.missing)(contractTitle('report store', 'Redis', redis), () => { … redis.get() … })
// Other tests share them, so names must be unique to the test. To stop a server, start one: startRedis, startNeo4j.

export interface Neo4jAccess {
  readonly uri: string
  readonly user: string
  readonly password: string
}

export interface Service<Value> {
  /** Why it is not there; undefined when it is. */
  readonly missing: string | undefined
  /** For hooks and tests, which do not run where it is missing; throws there. */
  get(): Value
}

/** A Redis URL, with a database that tests may fill under prefixes of their own. */
export function redisUrl(): Service<string> {
  const url = process.env['TEST_REDIS_URL']
  return toService(url || undefined, whyMissing('TEST_REDIS_URL', 'TEST_REDIS_MISSING'))
}

/** A Neo4j server, with a database that tests may fill under projects of their own. */
export function neo4j(): Service<Neo4jAccess> {
  const uri = process.env['TEST_NEO4J_URI']
  const access = uri
    ? { uri, user: process.env['TEST_NEO4J_USER'] ?? 'neo4j', password: process.env['TEST_NEO4J_PASSWORD'] ?? '' }
    : undefined
  return toService(access, whyMissing('TEST_NEO4J_URI', 'TEST_NEO4J_MISSING'))
}

/** Why no test of this run may start a server; undefined when it may. */
export function whyNoServices(): string | undefined {
  return process.env['POSTFLIGHT_TEST_SERVICES'] === 'none' ? 'unit tests use no services' : undefined
}

/** The title of a contract suite's run, which the table at the end of `npm test` is made from. */
export function contractTitle(port: string, implementation: string, service?: Service<unknown>): string {
  const skipped = service?.missing === undefined ? '' : ` [skipped: ${service.missing}]`
  return `contract: ${port} on ${implementation}${skipped}`
}

function whyMissing(urlKey: string, reasonKey: string): string {
  return (
    whyNoServices() ?? process.env[reasonKey] ?? `${urlKey} is not set: npm test sets it, npm run services prints it`
  )
}

function toService<Value>(value: Value | undefined, reason: string): Service<Value> {
  const missing = value === undefined || whyNoServices() !== undefined ? reason : undefined
  return {
    missing,
    get() {
      if (value === undefined || missing !== undefined) throw new Error(`Expected the service to be there: ${reason}`)
      return value
    },
  }
}
