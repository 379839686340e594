// How the figures of an evaluation are called and written; docs/eval.md has their definitions.

import type { FigureName } from '../core/evaluation/measures.ts'

export interface FigureText {
  readonly title: string
  readonly form: (value: number) => string
  /** `N` stands for the threshold. */
  readonly meaning: string
}

const toShare = (value: number) => `${(100 * value).toFixed(1)} %`
const toPoints = (value: number) => value.toFixed(1)
const toRatio = (value: number) => value.toFixed(3)

export const FIGURE_TEXTS: Readonly<Record<FigureName, FigureText>> = {
  auc: { title: 'AUC', form: toRatio, meaning: 'a success scores above a failure' },
  meanScoreOnSuccess: { title: 'mean score on success', form: toPoints, meaning: 'of 100' },
  meanScoreOnFailure: { title: 'mean score on failure', form: toPoints, meaning: 'of 100' },
  precision: { title: 'precision of failed', form: toShare, meaning: 'of those below N, these failed' },
  recall: { title: 'recall of failed', form: toShare, meaning: 'of those that failed, these are below N' },
  f1: { title: 'F1 of failed', form: toRatio, meaning: 'both in one' },
  f1OfAllFailed: { title: 'F1 to beat', form: toRatio, meaning: 'if every job were called failed' },
  falseAlarm: { title: 'false alarms', form: toShare, meaning: 'successes with an error that is high' },
  anyErrorOnSuccess: { title: 'any error on success', form: toShare, meaning: 'successes with any error' },
  miss: { title: 'misses', form: toShare, meaning: 'failures without any error' },
  noHighOnFailure: { title: 'no high on failure', form: toShare, meaning: 'failures without one that is high' },
  exitCodeRight: { title: 'exit code right', form: toShare, meaning: 'where the label has one' },
  exitCodeWrong: { title: 'exit code wrong', form: toShare, meaning: 'reported, but another one' },
  exitCodeAbsent: { title: 'exit code absent', form: toShare, meaning: 'not reported' },
  causeLocated: { title: 'cause located', form: toShare, meaning: 'some error stands in a marked span' },
  causeFirst: { title: 'cause first', form: toShare, meaning: 'the first error stands in one' },
  contextPrecision: { title: 'context precision', form: toShare, meaning: 'of all their errors, those that do' },
  spanShare: { title: 'marked lines', form: toShare, meaning: 'of the log, at the median' },
}
