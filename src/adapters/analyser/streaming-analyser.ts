// Analyses a log while it is read, in bounded memory: a slice takes milliseconds under any rules, so
// no thread is needed: after every slice other work gets its turn.

import { setImmediate } from 'node:timers/promises'
import { assembleAnalysis, refusedAnalysis } from '../../core/analysis.ts'
import { toPostflightError } from '../../core/error.ts'
import type { RulePack, RulePackReader } from '../../core/rule-pack.ts'
import type { Analyser } from '../../ports/analyser.ts'
import type { Clock } from '../../ports/clock.ts'
import type { LogFile } from '../../ports/log-source.ts'

export interface StreamingAnalyserOptions {
  readonly clock: Clock
  readonly pack: RulePack
}

export function createStreamingAnalyser({ clock, pack }: StreamingAnalyserOptions): Analyser {
  const timestamp = () => new Date(clock.nowMs()).toISOString()
  return {
    analyse: async ({ message, files, warnings }) => {
      const reader = pack.open()
      const unread = files.log === undefined ? [] : await readThrough(files.log, reader)
      return assembleAnalysis({
        message,
        pack,
        folder: files.folder,
        folderExists: files.folderExists,
        meta: files.meta,
        conclusion: reader.end({ exitCode: message.exitCode }),
        warnings: [...files.warnings, ...unread, ...warnings],
        timestamp: timestamp(),
      })
    },
    refuse: (message, reason) => refusedAnalysis({ message, pack, warnings: [], timestamp: timestamp() }, reason),
  }
}

/** Bytes after which other work gets its turn. */
const SLICE_BYTES = 65_536

/** Returns sentences on what could not be read; throws only what may be otherwise the next time. */
async function readThrough(log: LogFile, reader: RulePackReader): Promise<readonly string[]> {
  try {
    let sinceTurn = 0
    for await (const chunk of log.read()) {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        const slice = chunk.subarray(at, at + SLICE_BYTES)
        if (!reader.push(slice)) return []
        sinceTurn += slice.length
        if (sinceTurn < SLICE_BYTES) continue
        sinceTurn = 0
        await setImmediate()
      }
    }
    return []
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (error.code !== 'log.broken') throw error
    return [`Could not read all of the log: ${error.message}`]
  }
}
