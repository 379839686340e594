// The last resort where no rule knows what failed: a place in a file with a message right before the word of failure, as
// linters and compilers of every kind write it, else what the failing step printed last.

import type { Rule } from '../rules/rule.ts'
import type { Candidate } from './candidate.ts'
import { LAST_WORDS, PLACE_BEFORE_FAILURE } from './own-rules.ts'

export interface Tail {
  /** The line of the word of failure. */
  readonly line: number
  /** What stood before it; few are ever asked for. */
  readonly lines: () => readonly TailLine[]
  readonly step: string | undefined
}

export interface TailLine {
  readonly line: number
  readonly text: string
}

/** `file.ext:12:3: message`, `file.ext(12,3): message`, `file.ext:12 message`. */
const PLACE =
  /^\s*((?:[A-Za-z]:)?[\w@~./\\+-]{1,200}\.[A-Za-z]\w{0,9})(?::|\()(\d{1,6})(?:[:,](\d{1,5}))?\)?:?\s{0,4}(\S.{3,})$/
const FRAME = /^\s*(?:at|from|in)\s|:in [`']/

/** The first of the places that stand together at the end of a tail. */
export function placeInTail(tail: Tail): Candidate | undefined {
  const lines = tail.lines()
  const matches = lines.map((line) => ({ line, found: FRAME.test(line.text) ? null : PLACE.exec(line.text) }))
  const last = matches.findLastIndex(({ found }) => found !== null)
  const first = matches.findLastIndex(({ found }, index) => index < last && found === null) + 1
  const match = last < 0 ? undefined : matches[first]
  if (match === undefined || match.found === null) return undefined
  const [, file = '', place = '', column, message = ''] = match.found
  const groups = { file, line: place, message, ...(column === undefined ? {} : { column }) }
  return { ...candidateOf(PLACE_BEFORE_FAILURE, lines.slice(first, last + 1), tail.step), groups }
}

const LAST_WORDS_MAX = 6
/** Marks of CI systems and timers, which no program printed. */
const NO_WORDS = /^(?:##\[|::|travis_(?:time|fold):|section_(?:start|end):|\$ |\++ )/

/** `isHarmless` tells lines that say nothing is wrong. */
export function lastWords(tail: Tail, isHarmless: (text: string) => boolean): Candidate | undefined {
  const lines = tail.lines()
  const end = lines.findLastIndex(({ text }) => text.trim() !== '')
  const stop = lines.findLastIndex(({ text }, index) => index < end && (text.trim() === '' || NO_WORDS.test(text)))
  const words = lines.slice(stop + 1, end + 1).slice(-LAST_WORDS_MAX)
  const last = words.at(-1)
  if (last === undefined || NO_WORDS.test(last.text) || isHarmless(last.text)) return undefined
  return candidateOf(LAST_WORDS, words, tail.step)
}

function candidateOf(rule: Rule, lines: readonly TailLine[], step: string | undefined): Candidate {
  const [first = { line: 1, text: '' }, ...after] = lines
  return {
    rule,
    groups: {},
    line: first.line,
    text: first.text,
    isRed: false,
    isMarked: false,
    step,
    before: () => [],
    after: after.map(({ text }) => text),
    details: 0,
    endLine: lines.at(-1)?.line ?? first.line,
  }
}
