// Everything beside rules that looks for something in a log, opened anew for each log.

import { type ClaimCollector, openClaims } from './claims/collect-claims.ts'
import { type Commands, openCommands } from './commands/commands.ts'
import { type DeclaredLearnings, openDeclaredLearnings } from './learnings/declared.ts'
import type { LineReader } from './reading/line-reader.ts'
import { TEST_RUNNERS } from './runners/all.ts'
import type { TestRunner } from './runners/runner.ts'
import { TestTally } from './runners/tally.ts'

export interface Extras {
  readonly tests: TestTally
  readonly claims: ClaimCollector
  readonly commands: Commands
  readonly learnings: DeclaredLearnings
  /** All of them, in an order that does not change. */
  readonly readers: readonly LineReader[]
}

export function openExtras(): Extras {
  const tests = new TestTally()
  const claims = openClaims()
  const commands = openCommands()
  const learnings = openDeclaredLearnings()
  const runners = TEST_RUNNERS.map((runner) => toLineReader(runner, tests))
  return { tests, claims, commands, learnings, readers: [commands, claims, learnings, ...runners] }
}

function toLineReader(runner: TestRunner, tests: TestTally): LineReader {
  const read = runner.open()
  return {
    literals: runner.literals,
    read: (line, listen) => {
      if (line.speaker !== 'output') return
      for (const event of read(line, listen)) tests.add(runner, line.number, event)
    },
  }
}
