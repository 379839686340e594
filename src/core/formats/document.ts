// What the writers of machine formats have in common: jobs go in one by one, text comes out piece by piece, so that
// thousands of reports need no memory.

import type { Analysis } from '../report.ts'

export interface ReportedJob {
  readonly analysis: Analysis
  /** The log's path as the caller gave it; undefined for standard input. */
  readonly logPath: string | undefined
}

/** All pieces that are not empty, joined by line feeds, are the document; it is whole whenever `end` comes. */
export interface DocumentWriter {
  add(job: ReportedJob): string
  end(): string
}
