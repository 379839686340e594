// Analyses a log while it is read, in bounded memory. Slices are so small that each takes milliseconds, so no thread is
// needed: after every slice other work gets its turn. Only a slow expression of a user can take longer, within its bound.

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
  /** Whether other work waits for its turn in this thread; true where absent. */
  readonly isShared?: boolean
}

export function createStreamingAnalyser({ clock, pack, isShared = true }: StreamingAnalyserOptions): Analyser {
  const timestamp = () => new Date(clock.nowMs()).toISOString()
  return {
    analyse: async ({ message, files, warnings }) => {
      const reader = pack.open()
      const unread = files.log === undefined ? [] : await readThrough(files.log, reader, isShared ? clock : undefined)
      return assembleAnalysis({
        message,
        pack,
        folder: files.folder,
        folderExists: files.folderExists,
        meta: files.meta,
        conclusion: reader.end({
          exitCode: message.exitCode,
          ...(files.log === undefined ? { log: 'missing' } : {}),
        }),
        warnings: [...files.warnings, ...unread, ...warnings],
        timestamp: timestamp(),
      })
    },
    refuse: (message, reason) => refusedAnalysis({ message, pack, warnings: [], timestamp: timestamp() }, reason),
  }
}

/** Between two turns of other work at most so many bytes are read; fewer where they take long, as when rules are cold. */
const SLICE_BYTES = { min: 2_048, max: 65_536 } as const
/** Milliseconds that a slice should take. */
const SLICE_MS = { min: 4, max: 10 } as const

/**
 * Returns sentences on what could not be read; throws only what may be otherwise the next time. Without a clock nobody
 * else wants a turn.
 */
async function readThrough(log: LogFile, reader: RulePackReader, clock?: Clock): Promise<readonly string[]> {
  try {
    if (clock === undefined) await readAll(log, reader)
    else await readInTurns(log, reader, clock)
    return []
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (error.code !== 'log.broken') throw error
    return [`Could not read all of the log: ${error.message}`]
  }
}

async function readAll(log: LogFile, reader: RulePackReader): Promise<void> {
  for await (const chunk of log.read()) if (!reader.push(chunk)) return
}

async function readInTurns(log: LogFile, reader: RulePackReader, clock: Clock): Promise<void> {
  let bytes: number = SLICE_BYTES.min
  let sinceTurn = 0
  let spentMs = 0
  for await (const chunk of log.read()) {
    let at = 0
    while (at < chunk.length) {
      const slice = chunk.subarray(at, at + bytes)
      const begunMs = clock.nowMs()
      if (!reader.push(slice)) return
      spentMs += clock.nowMs() - begunMs
      at += slice.length
      sinceTurn += slice.length
      if (sinceTurn < bytes) continue
      bytes = nextSlice(bytes, spentMs)
      sinceTurn = 0
      spentMs = 0
      await setImmediate()
    }
  }
}

function nextSlice(bytes: number, tookMs: number): number {
  if (tookMs > SLICE_MS.max) return Math.max(SLICE_BYTES.min, bytes / 2)
  return tookMs < SLICE_MS.min ? Math.min(SLICE_BYTES.max, bytes * 2) : bytes
}
