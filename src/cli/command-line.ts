// Runs the command line and turns every end into an exit code.

import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { toPostflightError } from '../core/error.ts'
import { EXIT, type ExitCode, exitCodeOf } from '../core/exit-code.ts'
import { printError } from './output.ts'
import { packageFile } from './package-file.ts'
import { buildProgram } from './program.ts'

export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  let ended: ExitCode = EXIT.good
  const { version } = JSON.parse(readFileSync(packageFile(), 'utf8')) as { version: string }
  try {
    await buildProgram(version, (code) => {
      ended = code
    }).parseAsync([...argv])
    return ended
  } catch (error) {
    return exitCodeOfThrown(error)
  }
}

function exitCodeOfThrown(error: unknown): ExitCode {
  // Commander has already printed what is wrong, or the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage
  const problem = toPostflightError(error)
  printError(problem)
  return exitCodeOf(problem.code)
}
