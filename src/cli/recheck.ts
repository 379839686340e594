// `postflight recheck`: what the rules in force make of jobs that have a report. Writes nothing unless --apply is given.

import type { Command } from 'commander'
import type { JobSelection } from '../compose/check.ts'
import { PostflightError } from '../core/error.ts'
import { jobIdArgument, RECENT_STANDARD, recentOption, rulesOption } from './arguments.ts'
import type { Finish } from './finish.ts'
import type { RecheckOptions } from './recheck-run.ts'
import { sinceOption } from './since-option.ts'

export function addRecheckCommand(program: Command, finish: Finish): void {
  program
    .command('recheck')
    .summary('show what the rules in force change in stored reports, and apply it')
    .description(DESCRIPTION)
    .addArgument(jobIdArgument('[JOB_ID...]', 'the jobs, with all of their attempts'))
    .option('--all', 'every stored report')
    .addOption(recentOption())
    .addOption(sinceOption('reports that were made within this time, such as 12h, 7d or 4w'))
    .option('--apply', 'replace the reports that change; nobody is notified and the graph is not written')
    .addOption(rulesOption())
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (jobIds: readonly string[], options: RecheckOptions) => {
      const selection = toSelection(jobIds, options)
      const { runRecheck } = await import('./recheck-run.ts')
      finish(await runRecheck(selection, options))
    })
}

const DESCRIPTION =
  'Runs the rules in force over jobs that have a report, and shows report by report what would change: their logs are read below POSTFLIGHT_JOBS_DIR once more. Writes nothing unless --apply is given.'

const EXAMPLES = `
Examples:
  $ postflight recheck --all
  $ postflight recheck --since 7d --apply
  $ postflight recheck build-812 --rules postflight --rules ./our-rules.json`

function toSelection(jobIds: readonly string[], { all, recent, since }: RecheckOptions): JobSelection {
  const asked = [jobIds.length > 0, all, recent, since].filter((one) => one !== undefined && one !== false)
  if (asked.length !== 1) {
    const got = asked.length === 0 ? 'none' : asked.length
    throw new PostflightError('usage.invalid', `Expected job ids, --all, --recent or --since, got ${got} of them`)
  }
  if (recent !== undefined) return { kind: 'recent', count: recent === true ? RECENT_STANDARD : recent }
  return jobIds.length > 0 ? { kind: 'named', jobIds } : { kind: 'all' }
}
