// Runs `postflight rules test` and says of each example that fails what is wrong.

import { resolve } from 'node:path'
import { type RulesTest, sampleRules, testRules } from '../compose/rules.ts'
import { PostflightError } from '../core/error.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { FailedExample } from '../core/postflight/rules/try-examples.ts'
import type { FailedRunnerExample } from '../core/postflight/rules/try-runners.ts'
import type { SampleTrial } from '../core/postflight/rules/try-sample.ts'
import { paint, printJson, printNote, printResult, toPrintable } from './output.ts'
import { quoted, renderBecause } from './rules-because.ts'

export interface TestOptions {
  readonly sample?: string
  readonly json?: true
}

/** Ends with `below` when an example fails, or no rule fires on the sample. */
export function runRulesTest(files: readonly string[], { sample, json }: TestOptions): ExitCode {
  const paths = files.map((file) => resolve(file))
  if (sample !== undefined) return trySample(paths, sample, json)
  const result = testRules(paths)
  if (json) printJson(result)
  else printTest(result)
  const failures = result.examples.failed.length + (result.runners?.failed.length ?? 0)
  return failures === 0 ? EXIT.good : EXIT.below
}

function printTest({ examples, untried, runners }: RulesTest): void {
  for (const failure of examples.failed) printResult(renderFailure(failure))
  for (const failure of runners?.failed ?? []) printResult(renderRunnerFailure(failure))
  const failed = examples.failed.length + (runners?.failed.length ?? 0)
  const ran = examples.examples + (runners?.examples ?? 0)
  const of = [
    count(examples.rules, 'rule'),
    count(examples.ignoredLines, 'ignored line'),
    ...(runners === undefined ? [] : [count(runners.runners, 'test runner')]),
  ]
  const verdict = failed === 0 ? paint.green('all hold') : paint.red(`${failed} ${failed === 1 ? 'fails' : 'fail'}`)
  printResult(`${count(ran, 'example')} of ${of.join(', ')}: ${verdict}.`)
  if (untried.length > 0) printNote(`Without examples: ${toPrintable(shortened(untried))}. Try --sample.`)
}

const NAMES_MAX = 10

function shortened(names: readonly string[]): string {
  const rest = names.length - NAMES_MAX
  return names.slice(0, NAMES_MAX).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function renderFailure({ name, source, sample, expected, because }: FailedExample): string {
  const what = expected === 'match' ? 'does not fire on its example' : 'fires on an example that it must not fire on'
  return [
    `${paint.red('✗')} ${toPrintable(name)} (${toPrintable(source)}) ${what}`,
    ...quoted('example', sample),
    ...(because === undefined ? [] : renderBecause(because)),
    '',
  ].join('\n')
}

function renderRunnerFailure({ runner, log, expected, got }: FailedRunnerExample): string {
  return [
    `${paint.red('✗')} ${runner} does not read its example as it says`,
    ...quoted('example', log),
    ...quoted('expected', JSON.stringify(expected)),
    ...quoted('got', JSON.stringify(got)),
    '',
  ].join('\n')
}

function trySample(paths: readonly string[], sample: string, json: true | undefined): ExitCode {
  if (paths.length === 0)
    throw new PostflightError('usage.invalid', 'Expected --sample to come with files of rules, got none')
  const trials = sampleRules(paths, sample)
  if (json) printJson(trials)
  else for (const trial of trials) printResult(renderTrial(trial))
  return trials.some(({ groups }) => groups !== undefined) ? EXIT.good : EXIT.below
}

function renderTrial({ owner, groups, because }: SampleTrial): string {
  if (groups === undefined) {
    const why = because === undefined ? [] : renderBecause(because)
    return [`${paint.red('✗')} ${toPrintable(owner)} does not match`, ...why].join('\n')
  }
  const captured = Object.entries(groups).flatMap(([name, text]) => quoted(name, text))
  return [`${paint.green('✓')} ${toPrintable(owner)} matches`, ...captured].join('\n')
}
