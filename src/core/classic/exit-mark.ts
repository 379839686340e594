// Reads the exit code that a log states: the decimal digits, of any script, after the first mark that has some.

import { digitValue, INTEGER_DIGITS_MAX, toInteger } from '../python/digits.ts'
import type { ExitCode } from '../report.ts'
import { EXIT_MARK } from './rules.ts'
import type { TextWindow } from './text-window.ts'

export class ExitMark {
  #reading = false
  #complete = false
  #digits = ''
  #digitCount = 0

  /** A mark in any case ends at `end` in the window. */
  open(window: TextWindow, end: number): void {
    if (this.#reading || this.#complete || !isExactMark(window.bytes, end)) return
    this.#reading = true
    this.#read(window, end)
  }

  /** New text has come into the window. */
  readOn(window: TextWindow): void {
    if (this.#reading) this.#read(window, window.from)
  }

  get exitCode(): ExitCode | null {
    return this.#digitCount === 0 || this.#digitCount > INTEGER_DIGITS_MAX ? null : toInteger(this.#digits)
  }

  get warnings(): readonly string[] {
    if (this.#digitCount <= INTEGER_DIGITS_MAX) return []
    return [`Expected the log's exit code to have at most ${INTEGER_DIGITS_MAX} digits, got ${this.#digitCount}`]
  }

  #read(window: TextWindow, from: number): void {
    let at = from
    while (at < window.to) {
      const codePoint = codePointAt(window.bytes, at)
      const digit = digitValue(codePoint)
      if (digit === undefined) {
        this.#close()
        return
      }
      if (++this.#digitCount <= INTEGER_DIGITS_MAX) this.#digits += digit
      at += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
    }
  }

  #close(): void {
    this.#reading = false
    this.#complete = this.#digitCount > 0
  }
}

function isExactMark(bytes: Uint8Array, end: number): boolean {
  const start = end - EXIT_MARK.length
  for (let i = 0; i < EXIT_MARK.length; i++) if (bytes[start + i] !== EXIT_MARK.charCodeAt(i)) return false
  return true
}

/** The code point at `at` of well-formed UTF-8. */
function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  if (lead < 0x80) return lead
  const rest = (i: number) => (bytes[at + i] as number) & 0x3f
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | rest(1)
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (rest(1) << 6) | rest(2)
  return ((lead & 0x07) << 18) | (rest(1) << 12) | (rest(2) << 6) | rest(3)
}
