// Reports as the engine writes them, modelled on recorded logs of the tools that they are named after.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DocumentWriter } from '../../../src/core/formats/document.ts'
import { type Analysis, analysisSchema } from '../../../src/core/report.ts'

const FOLDER = new URL('../../fixtures/formats/', import.meta.url)

export const REPORTS = [
  'jest',
  'gcc',
  'maven',
  'go-test',
  'pytest',
  'unknown',
  'passed',
  'nothing',
  'classic',
  'hostile',
] as const
export type ReportName = (typeof REPORTS)[number]

export function readAnalysis(name: ReportName): Analysis {
  return analysisSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')))
}

/** Where the wanted text lies; `npx vitest -u` writes it anew. */
export function goldenPath(file: string): string {
  return fileURLToPath(new URL(file, FOLDER))
}

/** The document of these jobs, whose logs lie in `logs/`. */
export function writeDocument(writer: DocumentWriter, analyses: readonly Analysis[]): string {
  const pieces = analyses.map((analysis) => writer.add({ analysis, logPath: `logs/${analysis.job_id}` }))
  return [...pieces, writer.end()].filter((piece) => piece !== '').join('\n')
}
