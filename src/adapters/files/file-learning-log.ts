// The learning log as a file of JSON lines. Lines of one job are appended in one write, which no other writer's can
// divide, and are on disk before the job goes on; a line torn by a crash is closed off, so that it cannot swallow the next one.

import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { renderLearningLines } from '../../core/report-json.ts'
import type { LearningLog } from '../../ports/learning-log.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'

export function createFileLearningLog(path: string): LearningLog {
  return {
    append: async (analysis) => {
      try {
        await append(path, renderLearningLines(analysis))
      } catch (error) {
        const message = `Expected ${path} to take the captured learnings, got ${String(error)}`
        throw new PostflightError('learning_log.failed', message, { cause: error })
      }
    },
  }
}

async function append(path: string, lines: string): Promise<void> {
  await makeFolder(dirname(path))
  const file = await open(path, 'a+')
  try {
    const { size } = await file.stat()
    const last = size === 0 ? undefined : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0]
    const isTorn = last !== undefined && last !== NEWLINE
    await writeWhole(file, Buffer.from(isTorn ? `\n${lines}` : lines))
    await file.datasync()
  } finally {
    await file.close()
  }
  // Whoever made the file: another process may have, and died before its name was on disk.
  await syncFolder(dirname(path))
}

const NEWLINE = 0x0a

/** Node's `appendFile` would cut it into many writes; the system cuts one only where the disk is full. */
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}
