// `postflight process`: the whole flow for some jobs, waiting for the result. Prints what the classic script does:
// the report of one job, summary lines for several.

import type { Command } from 'commander'
import { PostflightError } from '../core/error.ts'
import { jobIdArgument, recentOption } from './arguments.ts'
import type { Finish } from './finish.ts'
import { addJobFactOptions } from './job-facts.ts'
import type { ProcessOptions } from './process-jobs.ts'
import { withRuntime } from './with-runtime.ts'

export function addProcessCommand(program: Command, finish: Finish): void {
  const command = program
    .command('process')
    .summary('take jobs through the whole flow and wait for the result')
    .description(DESCRIPTION)
    .addArgument(jobIdArgument('[JOB_ID...]', 'the jobs, by the name of their folder below POSTFLIGHT_JOBS_DIR'))
    .addOption(recentOption())
    .option('--again', 'analyse jobs anew that have a report, with what their messages said')
  addJobFactOptions(command)
    .option('--json', 'print JSON: the report, or an array of reports for --recent and several jobs')
    .addHelpText('after', EXAMPLES)
    .action(async (jobIds: readonly string[], options: ProcessOptions) => {
      if (jobIds.length > 0 && options.recent !== undefined) {
        throw new PostflightError('usage.invalid', 'Expected either job ids or --recent N, got both')
      }
      if (jobIds.length === 0 && options.recent === undefined) {
        throw new PostflightError('usage.invalid', 'Expected job ids or --recent N, got neither')
      }
      const { processJobs } = await import('./process-jobs.ts')
      finish(await withRuntime((runtime, config) => processJobs({ runtime, config, jobIds, options })))
    })
}

const DESCRIPTION =
  'Takes jobs through the whole flow and waits for the result: through running workers when REDIS_URL is set, else in this process. Prints the report of one job as JSON, a summary of several.'

const EXAMPLES = `
Examples:
  $ postflight process build-812
  $ postflight process build-812 --exit-code 1 --project shop
  $ postflight process build-812 --again
  $ postflight process --recent 5`
