// How files are asked for: in the background, by a thread that serves others meanwhile, or at once, by one that has
// nothing else to do. For small files the asking costs more than the reading, and most of it at once is saved.

import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { lstat, open, realpath, stat, writeFile } from 'node:fs/promises'

/** An open file. */
export interface Handle {
  stat(): Promise<BigIntStats>
  /** Reads on from where it stopped; returns how many bytes, 0 at the end. */
  read(buffer: Buffer): Promise<number>
  close(): Promise<void>
}

/** Each rejects with the system's error. */
export interface FileCalls {
  /** For reading; `flags` are added. */
  open(path: string, flags?: number): Promise<Handle>
  /** Of what a link leads to. */
  stat(path: string | Buffer): Promise<Stats>
  lstat(path: string): Promise<BigIntStats>
  realpath(path: string): Promise<string>
  /** Replaces what stands there. */
  write(path: string, text: string): Promise<void>
}

export const IN_BACKGROUND: FileCalls = {
  open: async (path, flags = 0) => {
    const handle = await open(path, constants.O_RDONLY | flags)
    return {
      stat: () => handle.stat({ bigint: true }),
      read: async (buffer) => (await handle.read(buffer, 0, buffer.length)).bytesRead,
      close: () => handle.close(),
    }
  },
  stat: (path) => stat(path),
  lstat: (path) => lstat(path, { bigint: true }),
  realpath: (path) => realpath(path),
  write: (path, text) => writeFile(path, text),
}

export const AT_ONCE: FileCalls = {
  open: async (path, flags = 0) => {
    const descriptor = openSync(path, constants.O_RDONLY | flags)
    return {
      stat: async () => fstatSync(descriptor, { bigint: true }),
      read: async (buffer) => readSync(descriptor, buffer),
      close: async () => closeSync(descriptor),
    }
  },
  stat: async (path) => statSync(path),
  lstat: async (path) => lstatSync(path, { bigint: true }),
  realpath: async (path) => realpathSync.native(path),
  write: async (path, text) => writeFileSync(path, text),
}
