// The whole command line, described but not run: command-line.ts runs it, the documentation is generated from it.

import { Command } from 'commander'
import { EXIT } from '../core/exit-code.ts'
import { addCheckCommand } from './check.ts'
import { addDashboardCommand } from './dashboard.ts'
import { addEvalCommand } from './eval.ts'
import { addFailedCommand } from './failed.ts'
import type { Finish } from './finish.ts'
import { addLearningsCommand } from './learnings.ts'
import { addProcessCommand } from './process.ts'
import { addRecheckCommand } from './recheck.ts'
import { addReportCommand } from './report.ts'
import { addRetryCommand } from './retry.ts'
import { addRulesCommand } from './rules.ts'
import { addStatusCommand } from './status.ts'
import { addSubmitCommand } from './submit.ts'
import { letHeapGrow } from './v8-flags.ts'
import { addWorkerCommand } from './worker.ts'

/** In the order of the help. */
const COMMANDS = [
  addCheckCommand,
  addEvalCommand,
  addRulesCommand,
  addProcessCommand,
  addSubmitCommand,
  addWorkerCommand,
  addReportCommand,
  addRecheckCommand,
  addLearningsCommand,
  addStatusCommand,
  addFailedCommand,
  addRetryCommand,
  addDashboardCommand,
]

export function buildProgram(version: string, finish: Finish): Command {
  const program = new Command('postflight')
    .description('Reads the log of a finished job, says what really happened, and remembers it.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(`--help` shows what there is)')
    .exitOverride()
    .addHelpText('after', EXIT_CODES)
    .hook('preAction', (_, command) => {
      if (command.name() !== 'check') letHeapGrow()
    })
  for (const add of COMMANDS) add(program, finish)
  return program
}

const EXIT_CODES = `
Exit codes:
  ${EXIT.good}  good
  ${EXIT.below}  something is below the threshold that was asked for
  ${EXIT.usage}  the command line, a setting or a named thing is wrong
  ${EXIT.infrastructure}  a service is missing or failed, or the command was interrupted

Examples:
  $ postflight check build.log
  $ postflight process --recent 5
  $ postflight worker

Settings are environment variables; docs/configuration.md lists them.`
