// The PostgreSQL programs in a form that the server's account can run: the package's own files, or a copy of them
// where that account cannot reach the package or its symbolic links are missing and cannot be made.

import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { runAs } from './account.ts'
import type { PostgresPackage } from './package.ts'
import type { Site } from './site.ts'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

/** Throws `embedded.failed` when neither the package nor a copy of it runs. */
export async function prepareBinaries(source: PostgresPackage, site: Site): Promise<Binaries> {
  await makeMissingLinks(source.nativeFolder).catch(() => undefined)
  if ((await problemOf(source.nativeFolder, site)) === undefined) return binariesIn(source.nativeFolder)
  const copy = join(site.home, `native-${source.version}`)
  if ((await problemOf(copy, site)) !== undefined) await copyNative(source.nativeFolder, copy)
  const problem = await problemOf(copy, site)
  if (problem === undefined) return binariesIn(copy)
  const message = `Expected ${binariesIn(copy).postgres} to run, got ${problem}: is the file system mounted noexec?`
  throw new PostflightError('embedded.failed', message)
}

function binariesIn(nativeFolder: string): Binaries {
  return { postgres: join(nativeFolder, 'bin', 'postgres'), initdb: join(nativeFolder, 'bin', 'initdb') }
}

/** Runs the program: the only test that also sees missing libraries, noexec mounts and access lists. */
async function problemOf(nativeFolder: string, site: Site): Promise<string | undefined> {
  const { exitCode, output } = await runAs(site.account, [binariesIn(nativeFolder).postgres, '--version'])
  return exitCode === 0 ? undefined : output
}

/**
 * npm packages hold no symbolic links; the package's install script makes them from `pg-symlinks.json`, and does
 * not run under `--ignore-scripts`. Paths in that file start with `native/`.
 */
async function makeMissingLinks(nativeFolder: string): Promise<void> {
  const list = await readFile(join(nativeFolder, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(nativeFolder, relative('native', target))
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function copyNative(from: string, to: string): Promise<void> {
  const temporary = await mkdtemp(join(dirname(to), `${basename(to)}.new-`))
  await cp(from, temporary, { recursive: true, verbatimSymlinks: true })
  await makeMissingLinks(temporary)
  await openForAll(temporary)
  // Another starter may have finished first; its copy is as good.
  await rename(temporary, to).catch(() => rm(temporary, { recursive: true }))
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}
