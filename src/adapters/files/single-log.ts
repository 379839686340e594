// A log that stands by itself: any file, plain or packed by its name's ending.

import { stat } from 'node:fs/promises'
import { PostflightError } from '../../core/error.ts'
import type { LogFile } from '../../ports/log-source.ts'
import { IN_BACKGROUND } from './file-calls.ts'
import { isAbsent } from './open-inside.ts'
import { type LogFormat, readLog } from './read-log.ts'

/** `unpackBytesMax`: how much an archive may unpack to. Throws `log.missing` when there is no such file. */
export async function openSingleLog(path: string, unpackBytesMax: number): Promise<LogFile> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new PostflightError(
      'log.missing',
      `Expected a log at ${path}, got ${isAbsent(error) ? 'nothing' : String(error)}`,
    )
  })
  if (stats.isDirectory()) throw new PostflightError('log.unreadable', `Expected ${path} to be a file, got a directory`)
  const log = { path, format: formatOf(path), bytesMax: unpackBytesMax }
  return {
    storedBytes: stats.size,
    changedAtMs: stats.mtimeMs,
    read: () => readLog(log, () => IN_BACKGROUND.open(path)),
  }
}

function formatOf(path: string): LogFormat {
  if (path.endsWith('.gz')) return 'gzip'
  return path.endsWith('.zst') ? 'zstd' : 'plain'
}
