// A line that a rule took for an error, with what stood around it; which of them is the cause is decided at the end.

import type { LogLine } from '../reading/log-line.ts'
import type { RuleMatch } from '../rules/match-line.ts'
import type { Rule } from '../rules/rule.ts'

export interface Candidate {
  readonly rule: Rule
  readonly groups: RuleMatch['groups']
  readonly line: number
  readonly text: string
  readonly isRed: boolean
  readonly isMarked: boolean
  readonly step: string | undefined
  /** Lines right before it, the nearest last. */
  readonly before: () => readonly string[]
  /** Lines after it that belong to it, as they stood. */
  readonly after: string[]
  /** How many of them are stack frames, expectations or places in code. */
  details: number
  /** The last line that belongs to it. */
  endLine: number
  /** The same tool succeeded later. */
  readonly isRecovered?: true
}

/** Lines after an error that are looked at for what belongs to it. */
const BLOCK_LINES_MAX = 12
/** Errors that are open for their following lines at once. */
const OPEN_MAX = 8
const KEPT_MAX = 2_048
const BLOCK_TEXT_CHARACTERS_MAX = 400

/** Holds a bounded number: where there are more, the middle of the log is thinned out. */
export class CandidateLog {
  /** Candidates seen, those thinned out included. */
  seen = 0
  #kept: Candidate[] = []
  #open: Candidate[] = []

  /** Whether the lines that follow are wanted. */
  get isOpen(): boolean {
    return this.#open.length > 0
  }

  add(candidate: Candidate): void {
    this.seen++
    this.#kept.push(candidate)
    this.#open.push(candidate)
    if (this.#open.length > OPEN_MAX) this.#open.shift()
    if (this.#kept.length > KEPT_MAX) this.#kept = thin(this.#kept)
  }

  /** Offers a line that follows; `ends` where it cannot belong to any error before it. */
  follow(line: LogLine, ends: boolean): void {
    if (this.#open.length === 0) return
    if (ends || HEADING.test(line.text)) {
      this.close()
      return
    }
    const hasDetail = isDetail(line.text)
    this.#open = this.#open.filter((candidate) => extend(candidate, line, hasDetail))
  }

  /** Nothing that follows belongs to any error before it. */
  close(): void {
    this.#open = []
  }

  all(): readonly Candidate[] {
    return this.#kept
  }
}

function extend(candidate: Candidate, line: LogLine, hasDetail: boolean): boolean {
  if (line.number === candidate.line) return true
  if (line.text.trim() === '') {
    const isSecond = candidate.after.at(-1) === ''
    if (!isSecond) candidate.after.push('')
    return !isSecond
  }
  candidate.after.push(line.text.slice(0, BLOCK_TEXT_CHARACTERS_MAX))
  candidate.endLine = line.number
  if (hasDetail && !candidate.after.slice(1).includes('')) candidate.details++
  return candidate.after.length < BLOCK_LINES_MAX
}

/** What begins something else: a ruled heading, as of pytest's next test or of cargo's, and Go's word on a test. */
const HEADING =
  /^(?:[=_*~#]{3,} .{1,2000} [=_*~#]{3,}$|={10,}$|-{3,} .{1,2000} -{3,}$|\s{0,40}--- (?:FAIL|PASS|SKIP): |=== (?:RUN|CONT|NAME|PAUSE) )/

/** Stack frames, expectations, carets under code, places. */
const DETAIL =
  /^\s+at \S|^\s+File "|^\s*(?:Expected|Received|Actual|expected|got|but was|\+ |- )|^\s*\|? *[~^]{1,80}\s*$|^E\s{2,}|^\s+from \S+:\d+|^\s*-->|^\s+#\d+ |^Caused by: |^\s+\^/

/** Whether a line tells more of the error above it. */
export function isDetail(text: string): boolean {
  return DETAIL.test(text)
}

/** Keeps the first and the last quarter, and of the rest every other one. */
function thin(candidates: readonly Candidate[]): Candidate[] {
  const quarter = candidates.length / 4
  return candidates.filter((_, index) => index < quarter || index >= 3 * quarter || index % 2 === 0)
}
