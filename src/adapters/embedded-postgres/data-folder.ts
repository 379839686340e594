// The database folder: made once, complete or not at all, and tied to one PostgreSQL major version.

import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Site } from './site.ts'

export const SUPERUSER = 'postflight'

const TEMPORARY_PREFIX = 'data.new-'
/** initdb takes a second; a temporary folder this old belongs to a starter that was killed. */
const TEMPORARY_AGE_MAX_MS = 10 * 60_000

/** Throws `embedded.version` for another major version's folder and `embedded.failed` when initdb fails. */
export async function prepareDataFolder(site: Site, binaries: Binaries, majorVersion: string): Promise<void> {
  const found = await versionOf(site.dataFolder)
  if (found === undefined) await createDataFolder(site, binaries)
  else if (found !== majorVersion) {
    const message = `Expected ${site.dataFolder} to be of PostgreSQL ${majorVersion}, got PostgreSQL ${found}`
    throw new PostflightError('embedded.version', message)
  }
}

/** PostgreSQL's own mark: `PG_VERSION` holds the major version. Undefined without a database. */
async function versionOf(dataFolder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function createDataFolder(site: Site, binaries: Binaries): Promise<void> {
  await removeAbandoned(site.home)
  const temporary = await mkdtemp(join(site.home, TEMPORARY_PREFIX))
  try {
    if (site.account !== undefined) await chown(temporary, site.account.uid, site.account.gid)
    await initialise(temporary, site, binaries)
    await rename(temporary, site.dataFolder)
    await syncFolder(dirname(site.dataFolder))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    // Another starter may have been first: its folder is as good.
    if ((await versionOf(site.dataFolder)) === undefined) throw error
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue
    const path = join(home, name)
    const changed = await stat(path).catch(() => undefined)
    if (changed === undefined || Date.now() - changed.mtimeMs < TEMPORARY_AGE_MAX_MS) continue
    await rm(path, { recursive: true, force: true })
  }
}

/** Locale and collation are PostgreSQL's own, so that a folder behaves alike whatever the system has. */
async function initialise(folder: string, site: Site, binaries: Binaries): Promise<void> {
  const { exitCode, output } = await runAs(site.account, [
    binaries.initdb,
    ...['--pgdata', folder, '--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--no-instructions'],
    ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ])
  if (exitCode === 0) return
  const message = `Expected initdb to make ${site.dataFolder}, got ${output.slice(-OUTPUT_CHARACTERS_MAX)}`
  throw new PostflightError('embedded.failed', message)
}

const OUTPUT_CHARACTERS_MAX = 2_000

/** A rename is on disk only when its folder is; without this a power cut could undo it under later commits. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
