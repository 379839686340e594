// Reads a log as the analysis does and tells what became of its lines, within bounds.

import { dressLines } from '../reading/dress-line.ts'
import { LineScanner, type RawLine } from '../reading/line-scanner.ts'
import { Voices } from '../transcripts/voices.ts'
import type { CompiledRules } from './compile-rules.ts'
import { LineExplainer, type LineFate } from './explain-line.ts'

export interface LineRange {
  readonly first: number
  readonly last: number
}

export interface LogExplanation {
  readonly lines: readonly LineFate[]
  /** Lines on which something fired or was kept silent, beyond those listed. */
  readonly omitted: number
  /** How many lines were read. */
  readonly read: number
  /** What was left out, in sentences. */
  readonly unread: readonly string[]
}

/** Lines that are listed. */
export const EXPLAINED_LINES_MAX = 200

export class LogExplainer {
  readonly #explainer: LineExplainer
  readonly #range: LineRange
  readonly #scanner: LineScanner
  readonly #voices = new Voices()
  readonly #lines: LineFate[] = []
  #omitted = 0

  constructor(rules: CompiledRules, range: LineRange) {
    this.#explainer = new LineExplainer(rules)
    this.#range = range
    this.#scanner = new LineScanner(rules.finder, this)
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk)
  }

  get wantsNext(): boolean {
    return true
  }

  take(raw: RawLine): void {
    if (raw.kind === 'binary') return
    const { first, last } = this.#range
    for (const dressed of dressLines(raw, this.#voices.speaker)) {
      const fate = this.#explainer.explain({ ...dressed, speaker: this.#voices.hear(dressed) })
      if (fate === undefined || raw.number < first || raw.number > last) continue
      if (this.#lines.length < EXPLAINED_LINES_MAX) this.#lines.push(fate)
      else this.#omitted++
    }
  }

  end(): LogExplanation {
    this.#scanner.end()
    const { lines: read, binary } = this.#scanner
    return {
      lines: this.#lines,
      omitted: this.#omitted,
      read,
      unread: [...binary.unread(read), ...this.#explainer.unread()],
    }
  }
}
