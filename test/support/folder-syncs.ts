// Watches what is made durable: which folders the code under test syncs, and what lay in each of them just then.

import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'

export interface FolderSync {
  /** Relative to the watched root; empty for the root itself. */
  readonly path: string
  readonly names: readonly string[]
}

/** Folders below `root`, as they are synced; the real calls still happen. */
export async function watchFolderSyncs(root: string): Promise<readonly FolderSync[]> {
  const syncs: FolderSync[] = []
  await spyOnFolderSync(async (inode) => {
    for (const path of ['', ...(await readdir(root, { recursive: true }))]) {
      if ((await stat(join(root, path))).ino === inode) syncs.push({ path, names: await readdir(join(root, path)) })
    }
  })
  return syncs
}

/** Syncing any folder fails with that error code, as it does on some file systems. */
export async function failFolderSyncs(code: string): Promise<void> {
  await spyOnFolderSync(() => Promise.reject(Object.assign(new Error(`${code}: fsync`), { code })))
}

async function spyOnFolderSync(onSync: (inode: number) => Promise<void>): Promise<void> {
  const file = await open('.', 'r')
  const prototype = Object.getPrototypeOf(file) as typeof file
  await file.close()
  const { sync } = prototype
  const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: typeof file) {
    const found = await this.stat()
    if (found.isDirectory()) await onSync(found.ino)
    return sync.call(this)
  })
  onTestFinished(() => spy.mockRestore())
}
