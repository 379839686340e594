// Neo4j servers of the tests' own, on free ports of 127.0.0.1: Neo4j's jars with a JDK, else Docker.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type ChildServer, findFreePort, makeServerFolder, type ServerSpec, startChildServer } from './child-server.ts'
import { findProgram, whyNoDocker } from './find-program.ts'
import type { Neo4jAccess } from './services.ts'
import { whyNoServices } from './services.ts'

export interface Neo4jOptions {
  /** Absent: any credentials are accepted. */
  readonly password?: string
  /** Lines of `neo4j.conf`. */
  readonly settings?: readonly string[]
}

export interface OwnNeo4j extends ChildServer, Neo4jAccess {}

export const NEO4J_VERSION = '5.26.30'
/** The oldest Java that this Neo4j runs on. */
const JAVA_MAJOR_MIN = 17
const IMAGE = `neo4j:${NEO4J_VERSION}-community`
const READY_MS = 120_000
const LAUNCHER = join(import.meta.dirname, 'neo4j', 'Launcher.java')
/** Quick to start rather than quick for long, since test servers live for minutes. */
const JAVA_FLAGS = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

/** Where the jars are kept between runs. */
export function neo4jCacheFolder(): string {
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  return join(caches, 'postflight', `neo4j-${NEO4J_VERSION}`)
}

export function hasNeo4jJars(): boolean {
  return existsSync(join(neo4jCacheFolder(), 'lib'))
}

/** Why the Java here cannot run the launcher, or undefined when it can. */
export function whyNoJdk(): string | undefined {
  const listed = spawnSync(javaCommand(), ['--list-modules'], { encoding: 'utf8' })
  if (listed.error !== undefined || listed.status !== 0) return 'no Java'
  const major = /^jdk\.compiler@(\d+)/m.exec(listed.stdout)?.[1]
  if (major === undefined) return 'the Java here has no compiler'
  return Number(major) < JAVA_MAJOR_MIN ? `Java ${major} where ${JAVA_MAJOR_MIN} is needed` : undefined
}

/** Why `startNeo4j` cannot work here, or undefined when it can. */
export function whyNoOwnNeo4j(): string | undefined {
  const notAllowed = whyNoServices()
  if (notAllowed !== undefined) return notAllowed
  const noJava = hasNeo4jJars() ? whyNoJdk() : `no Neo4j jars in ${neo4jCacheFolder()} (npm test fetches them)`
  if (noJava === undefined) return undefined
  const noDocker = whyNoDocker()
  return noDocker === undefined ? undefined : `${noJava}, and ${noDocker}`
}

/** A Neo4j server with an empty database; the caller ends it with `remove`. */
export async function startNeo4j(options: Neo4jOptions = {}): Promise<OwnNeo4j> {
  const folder = await makeServerFolder('neo4j')
  const port = await findFreePort()
  const usesJava = hasNeo4jJars() && whyNoJdk() === undefined
  if (usesJava) await writeFile(join(folder, 'neo4j.conf'), (options.settings ?? []).join('\n'))
  const server = await startChildServer((usesJava ? toJavaSpec : toDockerSpec)(port, folder, options), folder)
  return { ...server, uri: `bolt://127.0.0.1:${port}`, user: 'neo4j', password: options.password ?? 'none' }
}

function toJavaSpec(port: number, folder: string, { password }: Neo4jOptions): ServerSpec {
  const auth = password === undefined ? ['noauth'] : ['auth', password]
  const classPath = ['-cp', join(neo4jCacheFolder(), 'lib', '*')]
  const args = [...JAVA_FLAGS, ...classPath, LAUNCHER, folder, String(port), ...auth]
  return { name: 'Neo4j', command: javaCommand(), args, readyLine: /^READY$/m, readyMs: READY_MS }
}

function toDockerSpec(port: number, folder: string, { password, settings = [] }: Neo4jOptions): ServerSpec {
  const container = `postflight-neo4j-${port}`
  const environment = [
    `NEO4J_AUTH=${password === undefined ? 'none' : `neo4j/${password}`}`,
    'NEO4J_dbms_security_auth__lock__time=1s',
    `NEO4J_server_bolt_advertised__address=127.0.0.1:${port}`,
    ...settings.map(toEnvironment),
  ]
  const publish = ['-p', `127.0.0.1:${port}:7687`, '-v', `${folder}:/data`]
  const args = ['run', '--rm', '--name', container, ...publish, ...environment.flatMap((line) => ['-e', line]), IMAGE]
  return { name: 'Neo4j', command: 'docker', args, readyLine: /Started\./, readyMs: READY_MS, container }
}

/** `db.memory.transaction.max=2m` as the image takes it: `NEO4J_db_memory_transaction_max=2m`. */
function toEnvironment(setting: string): string {
  const [name = '', value = ''] = setting.split('=')
  return `NEO4J_${name.replaceAll('_', '__').replaceAll('.', '_')}=${value}`
}

function javaCommand(): string {
  const home = process.env['JAVA_HOME']
  const ofHome = home ? join(home, 'bin', 'java') : undefined
  return ofHome !== undefined && existsSync(ofHome) ? ofHome : (findProgram('java') ?? 'java')
}
