// Reports as files, `<reports>/<file name>.json`. A report appears whole or not at all. Once saved it survives a power
// cut, on file systems that sync files and folders when asked to. Whoever changes or removes a report holds its lock,
// `.<file name>.lock`, so that a completion and a renewed analysis never overwrite one another.

import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import type { Report } from '../../core/report.ts'
import { parseReportJson, renderReportJson } from '../../core/report-json.ts'
import { identityOf } from '../../core/report-names.ts'
import { isSameAnalysis, splitReport } from '../../core/split-report.ts'
import type { ReportStore } from '../../ports/report-store.ts'
import { makeFolder } from './durable-folder.ts'
import { withFileLock } from './file-lock.ts'
import { placeUnlessTaken, replace, writeWhole } from './whole-file.ts'

export function createFileReportStore(reportsDir: string): ReportStore {
  const pathOf = (identity: JobIdentity) => toPath(reportsDir, toFileName(identity))
  return {
    load: (identity) => guard(() => readReport(pathOf(identity))),
    names: () => guard(() => listNames(reportsDir)),
    loadNamed: (name) => guard(() => readNamed(toPath(reportsDir, name))),
    saveFirst: (analysis) =>
      guard(async () => {
        const path = pathOf(identityOf(analysis))
        const won = await writeWhole(path, renderReportJson(analysis), placeUnlessTaken)
        return won ? analysis : await mustRead(path)
      }),
    complete: (identity, completion) =>
      change(pathOf(identity), async (path, write) => {
        const completed = { ...(await mustRead(path)), ...completion }
        await write(completed)
        return completed
      }),
    replace: (standing, next) =>
      change(pathOf(identityOf(standing)), async (path, write) => {
        const found = await readReport(path)
        if (found === undefined || !isSameAnalysis(found, standing)) return false
        await write({ ...splitReport(next).analysis, ...splitReport(found).completion })
        return true
      }),
    remove: (identity) => change(pathOf(identity), (path) => rm(path, { force: true })),
  }
}

const EXTENSION = '.json'

function toPath(reportsDir: string, name: string): string {
  return join(reportsDir, `${name}${EXTENSION}`)
}

type Write = (report: Report) => Promise<unknown>

/** A new report is saved without: its link finds a place or does not. */
function change<Value>(path: string, work: (path: string, write: Write) => Promise<Value>): Promise<Value> {
  return guard(async () => {
    const folder = dirname(path)
    await makeFolder(folder)
    const lockPath = `${folder}/.${path.slice(folder.length + 1, -EXTENSION.length)}.lock`
    return withFileLock(lockPath, ({ requireHeld }) =>
      work(path, (report) =>
        writeWhole(path, renderReportJson(report), async (from, to) => {
          await requireHeld()
          return replace(from, to)
        }),
      ),
    )
  })
}

/** What a process that was killed left behind begins with a point, as no report does. */
async function listNames(reportsDir: string): Promise<readonly string[]> {
  try {
    const files = await readdir(reportsDir)
    return files
      .filter((file) => file.endsWith(EXTENSION) && !file.startsWith('.'))
      .map((file) => file.slice(0, -EXTENSION.length))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

/** What keeps this one report from being read, and no other. */
const ONE_FILE_CODES = ['EACCES', 'EPERM', 'EISDIR', 'ELOOP']

async function readNamed(path: string): Promise<Report | undefined> {
  try {
    return await readReport(path)
  } catch (error) {
    if (!ONE_FILE_CODES.some((code) => isCode(error, code))) throw error
    throw new PostflightError('report.invalid', `Expected ${path} to be a readable report, got ${String(error)}`)
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
