// Files that appear whole or not at all, and once in place survive a power cut.

import { randomUUID } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder, syncFolder } from './durable-folder.ts'

/** Puts a finished file in its place, in one step; false when it was taken. */
export type Place = (from: string, to: string) => Promise<boolean>

/** A link cannot replace: of two writers one wins, and the other learns it. */
export const placeUnlessTaken: Place = async (from, to) => {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

export const replace: Place = async (from, to) => {
  await rename(from, to)
  return true
}

/** Writes beside the target and puts it in place; true when it now stands there. */
export async function writeWhole(path: string, text: string, place: Place): Promise<boolean> {
  const folder = dirname(path)
  await makeFolder(folder)
  const won = await writeBeside(path, text, place)
  // A loser too: it goes on with the winner's file, which may not be on disk yet.
  await syncFolder(folder)
  return won
}

async function writeBeside(path: string, text: string, place: Place): Promise<boolean> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await writeDurably(temporary, text)
    return await place(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    await file.datasync()
  } finally {
    await file.close()
  }
}
