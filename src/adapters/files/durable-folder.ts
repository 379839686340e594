// Folders whose entries are still there after a power cut: a name is on disk only when its folder is, whatever was
// done for the file behind it.

import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Makes the folder and those above it where they are missing, each on disk before it returns. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  const top = resolve(first)
  for (let made = resolve(path); made.length >= top.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Puts on disk which names the folder holds. Does nothing where the system or the file system cannot. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!CANNOT_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** Windows cannot open a folder, some network file systems do not sync one, and one may be writable but not readable. */
const CANNOT_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'EPERM', 'EACCES', 'EISDIR', 'ENOTSUP'])
