// The labelled jobs of test/fixtures/evaluation, and what the referee says of them.

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseJudgedReport } from '../../src/core/evaluation/judged-report.ts'
import { type Judgement, judge } from '../../src/core/evaluation/judgement.ts'
import { type Label, parseLabels } from '../../src/core/evaluation/labels.ts'

export const FIXTURE = 'test/fixtures/evaluation'

/** A number, or with its interval; null where Python says NaN. */
type RefereeFigure = number | null | readonly [value: number | null, interval: readonly number[] | null]
type RefereeFigures = Readonly<Record<string, RefereeFigure>>

/** By title: `all`, and `all/job_id=…` for a job alone. */
export function readReferee(): Readonly<Record<string, RefereeFigures>> {
  const text = readFileSync(`${FIXTURE}/referee.json`, 'utf8')
  return JSON.parse(text.replace(/\bNaN\b/g, 'null')) as Record<string, RefereeFigures>
}

/** Without its interval. */
export function refereeValue(figures: RefereeFigures, name: string): number | null {
  const figure = figures[name] ?? null
  return typeof figure === 'object' && figure !== null ? figure[0] : figure
}

/** Of each label that has a report. */
export function judgeFixture(): readonly Judgement[] {
  const reports = new Map(
    readdirSync(`${FIXTURE}/reports`, { recursive: true, encoding: 'utf8' }).map((file) => [
      basename(file, '.json'),
      file,
    ]),
  )
  return parseLabels(readFileSync(`${FIXTURE}/labels.jsonl`, 'utf8'), 'labels.jsonl').flatMap((label) => {
    const file = reports.get(label.jobId)
    return file === undefined ? [] : [judgeOne(label, file)]
  })
}

function judgeOne(label: Label, file: string): Judgement {
  const report = parseJudgedReport(readFileSync(join(FIXTURE, 'reports', file), 'utf8'), file)
  return judge(label, report, readFileSync(`${FIXTURE}/jobs/${label.jobId}/output.log`))
}
