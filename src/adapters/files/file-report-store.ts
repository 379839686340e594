// Reports as files, `<reports>/<file name>.json`. A report appears whole or not at all. Once saved it survives a power
// cut, on file systems that sync files and folders when asked to.

import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import { identityOf, type Report } from '../../core/report.ts'
import { parseReportJson, renderReportJson } from '../../core/report-json.ts'
import type { ReportStore } from '../../ports/report-store.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'

export function createFileReportStore(reportsDir: string): ReportStore {
  const pathOf = (identity: JobIdentity) => join(reportsDir, `${toFileName(identity)}.json`)
  const load = (identity: JobIdentity) => guard(() => readReport(pathOf(identity)))
  return {
    load,
    saveFirst: (analysis) =>
      guard(async () => {
        const path = pathOf(identityOf(analysis))
        const won = await writeWhole(path, renderReportJson(analysis), placeUnlessTaken)
        return won ? analysis : await mustRead(path)
      }),
    complete: (identity, completion) =>
      guard(async () => {
        const completed = { ...(await mustRead(pathOf(identity))), ...completion }
        await writeWhole(pathOf(identity), renderReportJson(completed), replace)
        return completed
      }),
    remove: (identity) => guard(() => rm(pathOf(identity), { force: true })),
  }
}

async function readReport(path: string): Promise<Report | undefined> {
  try {
    return parseReportJson(await readFile(path, 'utf8'))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function mustRead(path: string): Promise<Report> {
  const report = await readReport(path)
  if (report !== undefined) return report
  throw new PostflightError('report.missing', `Expected a report at ${path}, got none`)
}

type Place = (from: string, to: string) => Promise<boolean>

/** A link cannot replace: of two writers one wins, and the other learns it. */
const placeUnlessTaken: Place = async (from, to) => {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

const replace: Place = async (from, to) => {
  await rename(from, to)
  return true
}

/** Writes beside the target and puts it in place in one step; true when it now stands there. */
async function writeWhole(path: string, text: string, place: Place): Promise<boolean> {
  const folder = dirname(path)
  await makeFolder(folder)
  const won = await writeBeside(path, text, place)
  // A loser too: it goes on with the winner's report, which may not be on disk yet.
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

async function guard<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof PostflightError) throw error
    throw new PostflightError('report.store_failed', `Expected the report store to work, got ${String(error)}`, {
      cause: error,
    })
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
