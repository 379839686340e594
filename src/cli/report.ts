// `postflight report`: one stored report.

import type { Command } from 'commander'
import { PostflightError } from '../core/error.ts'
import { EXIT } from '../core/exit-code.ts'
import { integerOption, oneJobIdArgument } from './arguments.ts'
import type { Finish } from './finish.ts'
import { outputColumns, printNote, printResult } from './output.ts'
import { withReports } from './with-runtime.ts'

interface ReportOptions {
  readonly runAttempt: number
  readonly json?: true
}

export function addReportCommand(program: Command, finish: Finish): void {
  program
    .command('report')
    .summary('show the report of a job')
    .description('Shows the stored report of a job.')
    .addArgument(oneJobIdArgument())
    .addOption(integerOption('--run-attempt <N>', 'which attempt', [1, Number.MAX_SAFE_INTEGER]).default(1))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight report build-812\n  $ postflight report build-812 --json')
    .action(async (jobId: string, { runAttempt, json }: ReportOptions) => {
      const report = await withReports((reports) => reports.load({ jobId, runAttempt }))
      if (report === undefined) {
        const which = runAttempt === 1 ? jobId : `attempt ${runAttempt} of ${jobId}`
        throw new PostflightError('report.missing', `Expected ${which} to have a report, got none`)
      }
      const { renderReportJson } = await import('../core/render-report.ts')
      const { renderReport } = await import('./report-text.ts')
      printResult(json ? renderReportJson(report).trimEnd() : renderReport(report, outputColumns()).join('\n'))
      if (report.learning_result === undefined)
        printNote('The job is not through: what became of its learnings and its message is added later.')
      finish(EXIT.good)
    })
}
