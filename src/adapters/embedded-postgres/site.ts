// Where an embedded server lives: its data, its log, its socket, and the account that runs it. Every process that
// is given the same folder arrives at the same site.

import { createHash } from 'node:crypto'
import { chmod, lchown, lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type Account, accountFor, runAs } from './account.ts'

export interface Site {
  /** Holds all but the socket. The folder asked for, or one below `/var/lib` when the account cannot reach that. */
  readonly home: string
  /** The folder asked for, when the home had to be another. */
  readonly movedFrom: string | undefined
  readonly dataFolder: string
  readonly logFile: string
  /** Short, since a Unix socket's whole path must stay below 107 bytes. */
  readonly socketFolder: string
  /** Undefined: our own. */
  readonly account: Account | undefined
}

/** Root's own, never aged out as `/var/tmp` is, and reachable for every account. */
const ROOT_HOMES = '/var/lib/postflight'
/** Not `os.tmpdir()`: that is long on macOS and differs between environments, and all processes must agree. */
const SOCKET_ROOT = '/tmp'
const HASH_CHARACTERS = 16

/** Creates what is missing. Throws `embedded.failed` when a folder belongs to somebody else. */
export async function openSite(folder: string): Promise<Site> {
  try {
    await mkdir(folder, { recursive: true })
    const asked = await realpath(folder)
    const home = process.getuid?.() === 0 ? await openHomeAsRoot(asked) : asked
    const dataFolder = join(home, 'data')
    const account = accountFor(dataFolder)
    const socketFolder = join(SOCKET_ROOT, `postflight-${shortHash(home)}`)
    await refuseForeign(dataFolder, account)
    const movedFrom = home === asked ? undefined : asked
    return { home, movedFrom, dataFolder, logFile: join(home, 'server.log'), socketFolder, account }
  } catch (cause) {
    if (cause instanceof PostflightError) throw cause
    const message = `Expected ${folder} to be usable for a database, got ${(cause as Error).message}`
    throw new PostflightError('embedded.failed', message, { cause })
  }
}

async function openHomeAsRoot(asked: string): Promise<string> {
  const elsewhere = join(ROOT_HOMES, shortHash(asked))
  // A database that was once put elsewhere stays there, even when its folder has become reachable since.
  if (await exists(elsewhere)) return elsewhere
  if (await canReach(asked)) return asked
  await mkdir(elsewhere, { recursive: true })
  for (const path of [ROOT_HOMES, elsewhere]) await chmod(path, 0o755)
  return elsewhere
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Asked of the system itself: access lists and mount options count too. */
async function canReach(home: string): Promise<boolean> {
  const account = accountFor(join(home, 'data'))
  const { exitCode } = await runAs(account, ['/bin/sh', '-c', 'cd "$0"', home])
  return exitCode === 0
}

async function refuseForeign(path: string, account: Account | undefined): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  const uid = account?.uid ?? process.getuid?.()
  if (found === undefined || (found.isDirectory() && found.uid === uid)) return
  const got = found.isDirectory() ? `one of uid ${found.uid}` : 'something else'
  throw new PostflightError('embedded.failed', `Expected ${path} to be a folder of uid ${uid}, got ${got}`)
}

const FOLDER_TRIES_MAX = 5

/**
 * Made anew at each start, since what lies in `/tmp` may be cleared away, and once more where the last user of a server
 * that ends takes it away just now. The server trusts whoever reaches its socket, so only its account (and root) may
 * enter the folder. Throws `embedded.failed` when others can.
 */
export async function openSocketFolder(site: Site): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await makeSocketFolder(site)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === FOLDER_TRIES_MAX) throw error
    }
  }
}

async function makeSocketFolder({ socketFolder: path, account }: Site): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = await lstat(path)
  // Root's own: made just now, or by another starter that has not given it away yet.
  if (account !== undefined && found.isDirectory() && found.uid === 0) await lchown(path, account.uid, account.gid)
  await refuseForeign(path, account)
  const { mode } = await lstat(path)
  if ((mode & 0o077) === 0) return
  const got = (mode & 0o777).toString(8)
  throw new PostflightError('embedded.failed', `Expected ${path} to have the mode 700, got ${got}`)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARACTERS)
}
