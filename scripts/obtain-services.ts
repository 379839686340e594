// Gets what a machine lacks to run Redis and Neo4j: from the distribution's packages when root on a Debian-like
// system, and Neo4j's jars through Maven into a cache. Each says what it installs and why, or why it cannot.

import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findProgram } from '../test/support/find-program.ts'
import { hasNeo4jJars, NEO4J_VERSION, neo4jCacheFolder, whyNoJdk, whyNoOwnNeo4j } from '../test/support/neo4j-server.ts'
import { whyNoOwnRedis } from '../test/support/redis-server.ts'
import { run, say } from './shell.ts'

const POM = join(import.meta.dirname, '..', 'test', 'support', 'neo4j', 'pom.xml')
const PACKAGES_MS = 10 * 60_000
const JARS_MS = 10 * 60_000

/** Why there is no Redis to start, after all that could be done about it; undefined when there is. */
export async function obtainRedis(): Promise<string | undefined> {
  if (whyNoOwnRedis() === undefined) return undefined
  return await tryTo(
    async () => await installPackages(['redis-server'], 'to have a Redis server to test with'),
    whyNoOwnRedis,
  )
}

/** Why there is no Neo4j to start, after all that could be done about it; undefined when there is. */
export async function obtainNeo4j(): Promise<string | undefined> {
  if (hasNeo4jJars() && whyNoJdk() === undefined) return undefined
  return await tryTo(async () => {
    const missing = [...(whyNoJdk() === undefined ? [] : ['default-jdk-headless']), ...(needsMaven() ? ['maven'] : [])]
    if (missing.length > 0) await installPackages(missing, 'to run Neo4j')
    if (!hasNeo4jJars()) await fetchNeo4jJars()
  }, whyNoOwnNeo4j)
}

/** What could not be obtained may still be there in another form, Docker for one. */
async function tryTo(obtain: () => Promise<void>, whyMissing: () => string | undefined): Promise<string | undefined> {
  try {
    await obtain()
    return whyMissing()
  } catch (error) {
    const missing = whyMissing()
    return missing === undefined ? undefined : `${missing}; ${error instanceof Error ? error.message : String(error)}`
  }
}

function needsMaven(): boolean {
  return !hasNeo4jJars() && findProgram('mvn') === undefined
}

async function installPackages(names: readonly string[], purpose: string): Promise<void> {
  const aptGet = findProgram('apt-get')
  if (aptGet === undefined) throw new Error(`install ${names.join(', ')} by hand: there is no apt-get`)
  if (process.getuid?.() !== 0) throw new Error(`install ${names.join(', ')} by hand: only root may`)
  say(`installing ${names.join(', ')} with apt-get ${purpose}`)
  const patient = ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y']
  await run(aptGet, ['update', ...patient], PACKAGES_MS)
  await run(aptGet, ['install', '--no-install-recommends', ...patient, ...names], PACKAGES_MS)
}

async function fetchNeo4jJars(): Promise<void> {
  const folder = neo4jCacheFolder()
  say(`fetching Neo4j ${NEO4J_VERSION} (about 120 MB) with Maven into ${folder}, once`)
  const unfinished = `${folder}.${process.pid}.tmp`
  await mkdir(dirname(folder), { recursive: true })
  try {
    const copy = [
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(unfinished, 'lib')}`,
    ]
    await run('mvn', ['-B', '-ntp', '-q', '-f', POM, ...copy], JARS_MS)
    if (!existsSync(folder)) await rename(unfinished, folder)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
