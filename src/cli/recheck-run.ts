// Runs `postflight recheck` and prints what changes, report by report, as it is found.

import { existsSync } from 'node:fs'
import type { JobSelection } from '../compose/check.ts'
import { openRecheck, type Recheck } from '../compose/recheck.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { toRuleNames } from '../config/parse-config.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import { countRechecked, type RecheckTally, startTally } from '../core/recheck/tally.ts'
import { printNote, toPrintable } from './output.ts'
import { startProgress } from './progress.ts'
import { createRecheckJson, createRecheckText } from './recheck-list.ts'
import { renderNext } from './recheck-summary.ts'
import { withReports } from './with-runtime.ts'

export interface RecheckOptions {
  readonly all?: true
  readonly recent?: number | true
  /** Milliseconds before now. */
  readonly since?: number
  readonly apply?: true
  readonly rules?: readonly string[]
  readonly json?: true
}

/** 2 where a named job has no report, 3 where a report could not be replaced since it was changed at the same time. */
export async function runRecheck(selection: JobSelection, options: RecheckOptions): Promise<ExitCode> {
  const config = loadConfig()
  const rules = options.rules === undefined ? config.rules : toRuleNames(options.rules, process.cwd())
  noteMissingFolder(config)
  const tally = await withReports(async (reports) =>
    recheckAll(await openRecheck({ ...config, rules }, reports, selection), options),
  )
  for (const sentence of renderNext(tally, options.apply === true)) printNote(sentence)
  if (tally.overtaken > 0) return EXIT.infrastructure
  return selection.kind === 'named' && tally.left.has('no_report') ? EXIT.usage : EXIT.good
}

/** Every log would be gone, which looks like an old folder where a setting is wrong. */
function noteMissingFolder({ jobsDir }: Config): void {
  if (existsSync(jobsDir)) return
  printNote(`There is no folder ${toPrintable(jobsDir)} yet; POSTFLIGHT_JOBS_DIR says where the jobs are.`)
}

async function recheckAll(recheck: Recheck, { apply, since, json }: RecheckOptions): Promise<RecheckTally> {
  const tally = startTally()
  const progress = startProgress(recheck.total)
  const create = json ? createRecheckJson : createRecheckText
  const list = create({ pack: recheck.pack, print: (text) => progress.print(text) })
  const madeSinceMs = since === undefined ? undefined : Date.now() - since
  let reached: 'all' | 'some' = 'some'
  try {
    for await (const rechecked of recheck.run({ madeSinceMs, changed: apply ? 'replaced' : 'shown' })) {
      countRechecked(tally, rechecked)
      list.add(rechecked)
      progress.tick()
    }
    reached = 'all'
  } finally {
    list.end(tally, reached)
    progress.stop()
  }
  return tally
}
