// The default rule pack: verdict, cause and score from rules that are data.

import type { RulePack } from '../rule-pack.ts'
import { conclude } from './conclude.ts'
import { openExtras } from './extras.ts'
import { LogReader, readerLiterals } from './log-reader.ts'
import type { CompiledRules } from './rules/compile-rules.ts'

const POSTFLIGHT_PACK = { name: 'postflight', version: '1' } as const

/** `compiled`: with the literals of `packReaderLiterals`. `files`: names of those with rules of one's own among them. */
export function createPostflightPack(compiled: CompiledRules, files: readonly string[] = []): RulePack {
  return {
    ...POSTFLIGHT_PACK,
    ...(files.length === 0 ? {} : { files }),
    open: () => {
      const extras = openExtras()
      const reader = new LogReader(compiled, extras.readers)
      return {
        push: (chunk) => {
          reader.scanner.push(chunk)
          return true
        },
        end: (told) => {
          reader.scanner.end()
          return conclude({ reader, extras, told })
        },
      }
    },
  }
}

/** Literals of all that reads lines beside the rules. */
export function packReaderLiterals(): readonly (readonly string[])[] {
  return readerLiterals(openExtras().readers)
}
