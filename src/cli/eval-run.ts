// Runs `postflight eval`: judges every label, then prints figures, rules and what went wrong.

import { openJudging } from '../compose/evaluation.ts'
import { loadConfig } from '../config/load-config.ts'
import { toRuleNames } from '../config/parse-config.ts'
import { PostflightError } from '../core/error.ts'
import { type Evaluation, evaluate } from '../core/evaluation/evaluate.ts'
import type { Judgement } from '../core/evaluation/judgement.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import { renderEvaluation } from './eval-text.ts'
import { outputColumns, printJson, printResult } from './output.ts'
import { startProgress } from './progress.ts'

export interface EvalOptions {
  readonly labels: readonly string[]
  readonly jobs?: string
  readonly reports?: string
  /** Names of packs or paths of files. */
  readonly rules?: readonly string[]
  readonly threshold: number
  readonly intervals?: true
  readonly json?: true
}

/** Throws when not a single label has a report: there is nothing to measure then. */
export async function runEval(options: EvalOptions): Promise<ExitCode> {
  const judgements = await judgeAll(options)
  const intervals = options.intervals ? 'computed' : 'left out'
  const evaluation = evaluate(judgements, { threshold: options.threshold, intervals })
  if (evaluation.jobs === 0) throw nothingToMeasure(evaluation, options)
  if (options.json) printJson(evaluation)
  else printResult(renderEvaluation(evaluation, outputColumns()).join('\n'))
  return EXIT.good
}

async function judgeAll(options: EvalOptions): Promise<readonly Judgement[]> {
  const config = loadConfig()
  const rules = options.rules === undefined ? config.rules : toRuleNames(options.rules, process.cwd())
  const judging = await openJudging({ ...config, rules }, options)
  const progress = startProgress(judging.labels)
  const judgements: Judgement[] = []
  try {
    for await (const judgement of judging.judge()) {
      judgements.push(judgement)
      if (judgement.kind !== 'no-label') progress.tick()
    }
  } finally {
    progress.stop()
  }
  return judgements
}

function nothingToMeasure({ leftOut }: Evaluation, { reports }: EvalOptions): PostflightError {
  const got = `got none for all ${leftOut.labelsWithoutReport.length}`
  return reports === undefined
    ? new PostflightError('log.missing', `Expected the log of a labelled job, ${got}`)
    : new PostflightError('report.missing', `Expected the report of a labelled job below ${reports}, ${got}`)
}
