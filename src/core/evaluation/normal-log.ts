// A log in which texts are found whatever their colours, indentation and line breaks: without ANSI escapes, runs of
// white space as one blank, and a way back from a place in it to the line of the raw log.

import { countCodePoints } from '../python/text.ts'
import { dropMalformed } from '../python/utf8.ts'
import { stripPython } from '../python/whitespace.ts'
import { countUpTo } from './bisect.ts'

/** First and last line, counted from 1 by line feeds. */
export type LineRange = readonly [first: number, last: number]

export interface NormalLog {
  readonly lines: number
  /** Where the text stands, without overlaps, at most FOUND_MAX times. */
  find(text: string): readonly LineRange[]
}

const FOUND_MAX = 2000
/** A shorter text is found anywhere, in code points. */
const TEXT_LENGTH_MIN = 4

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes that are no UTF-8 are left out; `bytes` is overwritten. */
export function openNormalLog(bytes: Uint8Array): NormalLog {
  const raw = decoder.decode(bytes.subarray(0, dropMalformed(bytes, 0, bytes.length)))
  const parts: string[] = []
  const starts: number[] = []
  let position = 0
  for (const line of raw.split('\n')) {
    starts.push(position)
    const part = normalise(line)
    if (part === '') continue
    parts.push(part)
    position += part.length + 1
  }
  const text = parts.join(' ')
  return { lines: starts.length, find: (wanted) => find({ text, starts }, normalise(wanted)) }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ANSI = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_]|\([A-Z0-9])/g
/** As Python's `\s`, see src/core/python/whitespace.ts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g

function normalise(text: string): string {
  return stripPython(text.replace(ANSI, '').replace(SPACES, ' '))
}

interface Found {
  readonly text: string
  readonly starts: readonly number[]
}

function find({ text, starts }: Found, wanted: string): LineRange[] {
  const ranges: LineRange[] = []
  if (countCodePoints(wanted) < TEXT_LENGTH_MIN) return ranges
  let at = text.indexOf(wanted)
  while (at >= 0 && ranges.length < FOUND_MAX) {
    ranges.push([countUpTo(starts, at), countUpTo(starts, at + wanted.length - 1)])
    at = text.indexOf(wanted, at + wanted.length)
  }
  return ranges
}
