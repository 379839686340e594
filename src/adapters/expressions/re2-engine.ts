// RE2 in JavaScript: time in proportion to the text, whatever the expression. Loaded when first needed.

import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'
import { type Likeness, toRe2Source } from './re2-source.ts'

export interface Re2 {
  /** Whether it reads the text as JavaScript does, in reasonable time. */
  takes(text: string): boolean
  test(text: string): boolean
  exec(text: string): RegExpExecArray | null
}

/** Instructions times characters: about 100 ms at worst. */
const STEPS_MAX = 1_000_000
const SURROGATES = /[\ud800-\udfff]/

/** Undefined where RE2 has no such expression. */
export function openRe2(regexp: string, likeness: Likeness): Re2 | undefined {
  const source = toRe2Source(regexp, likeness)
  const compiled = source === undefined ? undefined : compile(source)
  if (compiled === undefined) return undefined
  const charactersMax = STEPS_MAX / compiled.programSize()
  return {
    takes: (text) => text.length <= charactersMax && !SURROGATES.test(text),
    test: (text) => compiled.test(text),
    // Whether there is a match is much faster to tell than where.
    exec: (text) => (compiled.test(text) ? (compiled.exec(text) as RegExpExecArray | null) : null),
  }
}

const load = createRequire(import.meta.url)

/** It refuses what would become too large. */
function compile(source: string): RE2JS | undefined {
  const re2js: typeof import('re2js') = load('re2js')
  try {
    return re2js.RE2JS.compile(source)
  } catch (error) {
    if (error instanceof re2js.RE2JSException) return undefined
    throw error
  }
}
