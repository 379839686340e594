// `postflight eval`: reports held against labels. Needs no service and writes nothing.

import type { Command } from 'commander'
import { THRESHOLD_STANDARD } from '../core/evaluation/evaluate.ts'
import { integerOption, rulesOption } from './arguments.ts'
import type { EvalOptions } from './eval-run.ts'
import type { Finish } from './finish.ts'

export function addEvalCommand(program: Command, finish: Finish): void {
  program
    .command('eval')
    .summary('measure reports against labelled logs; needs no service')
    .description(
      'Says how good the reports of your own jobs are, given what you know of these jobs: figures, noisy rules, and which jobs went wrong. Analyses the jobs unless --reports says where reports are.',
    )
    .requiredOption('--labels <DIR>', 'a folder with labels.jsonl and jobs/<JOB_ID>/output.log; repeatable', addFolder)
    .option('--jobs <DIR>', 'the jobs of all labels, instead of the jobs folders beside them')
    .option('--reports <DIR>', 'reports to measure, <DIR>/<JOB_ID>.json, instead of analysing the jobs')
    .addOption(rulesOption().conflicts('reports'))
    .addOption(
      integerOption('--threshold <SCORE>', 'a lower score says "failed"', [0, SCORE_MAX]).default(THRESHOLD_STANDARD),
    )
    .option('--intervals', '95 % bootstrap intervals instead of explanations')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: EvalOptions) => {
      const { runEval } = await import('./eval-run.ts')
      finish(await runEval(options))
    })
}

const SCORE_MAX = 100

function addFolder(folder: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), folder]
}

const EXAMPLES = `
A line of labels.jsonl; the last two are optional, and docs/eval.md says more:
  {"job_id": "shop__812", "outcome": "failure", "exit_code": 1,
   "error_span": {"start_line": 40, "end_line": 42}}

Examples:
  $ postflight eval --labels ./labelled
  $ postflight eval --labels ./labelled --rules postflight --rules ./our-rules.json --intervals
  $ postflight eval --labels ./labelled --reports ./reports --json`
