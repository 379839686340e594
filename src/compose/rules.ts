// Opens what the `rules` commands need: rules that are read but not yet applied, their examples, and a log to explain.

import { openSingleLog } from '../adapters/files/single-log.ts'
import { readDefaultRules, readRuleFiles } from '../adapters/rules/rule-files.ts'
import { compileWith } from '../core/postflight/rules/compile-with.ts'
import { type LineRange, LogExplainer, type LogExplanation } from '../core/postflight/rules/explain-log.ts'
import { joinRules } from '../core/postflight/rules/join-rules.ts'
import { type ExamplesResult, tryExamples } from '../core/postflight/rules/try-examples.ts'
import { type RunnersResult, tryRunners } from '../core/postflight/rules/try-runners.ts'
import { type SampleTrial, trySample } from '../core/postflight/rules/try-sample.ts'
import { TEST_RUNNERS } from '../core/postflight/runners/all.ts'
import { compileFor, readRules } from './rules-from-files.ts'

export { readRules }

export interface RulesTest {
  readonly examples: ExamplesResult
  /** Owners of rules that have no examples, which are plain matchers. */
  readonly untried: readonly string[]
  /** Only with the default pack. */
  readonly runners: RunnersResult | undefined
}

/** Of the given files, or of the default pack and the readers of test runners. Throws `rules.invalid`. */
export function testRules(files: readonly string[]): RulesTest {
  const rules = files.length === 0 ? readDefaultRules() : joinRules(readRuleFiles(files))
  return {
    examples: tryExamples(rules, compileFor(rules)),
    untried: rules.rules.filter(({ examples }) => examples.match.length === 0).map(({ owner }) => owner),
    runners: files.length === 0 ? tryRunners(TEST_RUNNERS) : undefined,
  }
}

/** What each rule of the files makes of a line, or several. Throws `rules.invalid`. */
export function sampleRules(files: readonly string[], sample: string): readonly SampleTrial[] {
  const rules = joinRules(readRuleFiles(files))
  return trySample(rules, sample, compileFor(rules))
}

export interface ExplainRequest {
  /** As in RulePackChoice, without `classic`. */
  readonly rules: readonly string[]
  /** A file, or bytes such as standard input. */
  readonly log: string | AsyncIterable<Uint8Array>
  readonly range: LineRange
  readonly unpackBytesMax: number
}

/** Throws `rules.invalid` and what reading the log throws. */
export async function explainLog({
  rules: names,
  log,
  range,
  unpackBytesMax,
}: ExplainRequest): Promise<LogExplanation> {
  const rules = readRules(names)
  const explainer = new LogExplainer(compileWith(rules, compileFor(rules)), range)
  const chunks = typeof log === 'string' ? (await openSingleLog(log, unpackBytesMax)).read() : log
  for await (const chunk of chunks) explainer.push(chunk)
  return explainer.end()
}
