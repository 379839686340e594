// `postflight check`: analysis only. No service, no waiting, nothing written unless --reports says where.

import type { Command } from 'commander'
import { integerOption, recentOption, rulesOption } from './arguments.ts'
import { type CheckOptions, parseSelection } from './check-selection.ts'
import type { Finish } from './finish.ts'
import { exitCodeOption } from './job-facts.ts'
import { type FormatOptions, formatOption, parseFormat } from './report-format.ts'

export function addCheckCommand(program: Command, finish: Finish): void {
  program
    .command('check')
    .summary('analyse logs; needs no service')
    .description(
      'Analyses one log, or job folders with --jobs. Needs no service, never waits, and stores nothing but what --reports asks for. Without a target it reads standard input.',
    )
    .argument('[target...]', 'a log file or - for standard input; with --jobs, ids of jobs')
    .option('--jobs <DIR>', 'analyse jobs below this folder: <DIR>/<JOB_ID>/output.log and meta.json')
    .addOption(recentOption())
    .option('--all', 'every job below --jobs')
    .option('--reports <DIR>', 'also save each report as <DIR>/<JOB_ID>.json, overwriting')
    .addOption(rulesOption())
    .addOption(exitCodeOption())
    .addOption(integerOption('--fail-under <SCORE>', 'end with 1 if any score is lower', [0, SCORE_MAX]))
    .addOption(formatOption())
    .option('--json', 'short for --format json: the report, or with --jobs an array of reports')
    .addHelpText('after', EXAMPLES)
    .action(async (targets: readonly string[], options: CheckOptions & FormatOptions) => {
      const selection = parseSelection(targets, options)
      const format = parseFormat(options)
      const { runCheck } = await import('./check-run.ts')
      finish(await runCheck(selection, { ...options, format }))
    })
}

const SCORE_MAX = 100

const EXAMPLES = `
Examples:
  $ postflight check build.log
  $ { npm test 2>&1; echo "exit:$?"; } | postflight check - --fail-under 61
  $ postflight check build.log --exit-code 1
  $ postflight check --jobs /var/ci/jobs --recent 20
  $ postflight check --jobs /var/ci/jobs --all --reports ./reports --json
  $ postflight check build.log --format github
  $ postflight check --jobs /var/ci/jobs --recent 20 --format junit > postflight.xml`
