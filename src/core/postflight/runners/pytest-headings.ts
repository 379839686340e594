// pytest's headings of what failed, `____ TestCart.test_adds ____` below `=== FAILURES ===`. They name a test without
// its file, so they are held until the run is summed up and used for what nothing else has named by then: the short
// summary stands below them, or above them before pytest 4.

import { failure } from './counts.ts'
import type { RunnerEvent } from './runner.ts'

export type Outcome = 'FAILED' | 'ERROR'

/** A part of pytest's report, and how many columns its own heading fills. */
export interface Section {
  readonly title: string
  readonly columns: number
}

/** Headings held per run. */
const HEADINGS_MAX = 1000
/** Node ids, told while the run goes on, that are held per run. */
const NAMED_MAX = 2000
/** A line of separators is one short of the width where it does not come out even; a blank at its end is cut off. */
const COLUMNS_SHORT_MAX = 2

/** The sections of `_pytest/terminal.py` that hold headings or names, or that begin anew. */
const SECTION = /^=+ (?<title>FAILURES|ERRORS|PASSES|XFAILURES|XPASSES|short test summary info|test session starts) =+$/
const OUTCOMES: Readonly<Record<string, Outcome>> = { FAILURES: 'FAILED', ERRORS: 'ERROR' }
const HEADING = /^(?<left>_{0,500}) (?<title>\S.{0,2000}?)(?: (?<right>_{1,500}))?$/
const KIND = /^(?:ERROR (?:collecting|at \w{1,20} of) |\[doctest\] )/
/** What a title must look like that leaves no room for separators, as before pytest 5. */
const BARE_TITLE = /^[\w.]{1,1000}(?:\[.{0,1000}\])?$/

export function readSection(text: string): Section | undefined {
  const title = SECTION.exec(text)?.groups?.['title']
  return title === undefined ? undefined : { title, columns: text.length }
}

/** What one run's headings tell beyond what else names its tests. */
export class FailureHeadings {
  readonly #held: { readonly outcome: Outcome; readonly name: string }[] = []
  readonly #listed = new Set<Outcome>()
  readonly #named = new Set<string>()

  hold(text: string, section: Section): void {
    const outcome = OUTCOMES[section.title]
    if (outcome === undefined || this.#held.length >= HEADINGS_MAX) return
    const title = readTitle(text, section.columns)
    if (title !== undefined) this.#held.push({ outcome, name: title.replace(KIND, '') })
  }

  /** The short summary names tests of this outcome, thus all of them. */
  list(outcome: Outcome): void {
    this.#listed.add(outcome)
  }

  /** A line of the run's progress names the test; of others it may not, where output tore their lines. */
  name(nodeId: string): void {
    if (this.#named.size < NAMED_MAX) this.#named.add(toTitle(nodeId))
  }

  take(): readonly RunnerEvent[] {
    if (this.#named.size >= NAMED_MAX) return []
    return this.#held
      .filter(({ outcome, name }) => !this.#listed.has(outcome) && !this.#named.has(name))
      .map(({ name }) => failure(name))
  }
}

/** A heading is as wide as its section's, and its separators are even up to one. */
function readTitle(text: string, columns: number): string | undefined {
  if (text.length < columns - COLUMNS_SHORT_MAX) return undefined
  const { left = '', title = '', right = '' } = HEADING.exec(text)?.groups ?? {}
  const surplus = right.length - left.length
  if (!/[^_ ]/.test(title) || surplus < 0 || surplus > 1) return undefined
  if (left !== '') return title
  return BARE_TITLE.test(title) && /test/i.test(title) ? title : undefined
}

/** `tests/test_a.py::TestCart::test_adds[a::b]` as its heading has it: `TestCart.test_adds[a::b]`. */
function toTitle(nodeId: string): string {
  const inFile = nodeId.slice(nodeId.indexOf('::') + '::'.length)
  const bracket = inFile.indexOf('[')
  const path = bracket === -1 ? inFile : inFile.slice(0, bracket)
  return path.replaceAll('::', '.') + inFile.slice(path.length)
}
