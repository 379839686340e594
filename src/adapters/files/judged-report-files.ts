// Reports as `<folder>/<job id>.json`, as `check --reports` writes them, or under the name that workers give them;
// also in folders below. They are read one after the other.

import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type JudgedReport, parseJudgedReport } from '../../core/evaluation/judged-report.ts'
import { toFileName } from '../../core/job-identity.ts'
import type { JudgedReports } from '../../ports/judged-reports.ts'

const EXTENSION = '.json'

/** Throws `report.missing` when there is no such folder, and `usage.invalid` when two reports have one name. */
export async function openJudgedReportFiles(folder: string): Promise<JudgedReports> {
  const paths = await listReports(folder)
  return {
    async *of(jobIds) {
      for (const jobId of jobIds) yield await readReport(namesOf(jobId).map((name) => paths.get(name)))
    },
    others: async (jobIds) => {
      const known = new Set(jobIds.flatMap(namesOf))
      return [...paths.keys()].filter((name) => !known.has(name))
    },
  }
}

function namesOf(jobId: string): string[] {
  return [jobId, toFileName({ jobId, runAttempt: 1 })]
}

async function listReports(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new PostflightError('report.missing', `Expected a folder of reports at ${folder}, got ${String(error)}`)
  })
  const paths = new Map<string, string>()
  for (const file of files.filter((name) => name.endsWith(EXTENSION)).sort()) {
    const name = basename(file, EXTENSION)
    const path = join(folder, file)
    const twin = paths.get(name)
    if (twin !== undefined) throw twoOf(name, [twin, path])
    paths.set(name, path)
  }
  return paths
}

function twoOf(name: string, paths: readonly [string, string]): PostflightError {
  return new PostflightError('usage.invalid', `Expected one report of ${name}, got ${paths.join(' and ')}`)
}

async function readReport(candidates: readonly (string | undefined)[]): Promise<JudgedReport | undefined> {
  const path = candidates.find((candidate) => candidate !== undefined)
  if (path === undefined) return undefined
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new PostflightError('report.invalid', `Expected ${path} to be a readable report, got ${String(error)}`)
  })
  return parseJudgedReport(text, path)
}
