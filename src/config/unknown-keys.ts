// A misspelt setting would be ignored in silence; this names it, with the setting that was probably meant.

import { closest, distance } from 'fastest-levenshtein'
import { environmentSchema } from './schema.ts'

const OURS = 'POSTFLIGHT_'
/** Read by tests and development scripts alone. */
const NOT_SETTINGS = 'POSTFLIGHT_TEST_'
/** A suggestion further away than this share of the name's own part helps nobody. */
const DISTANCE_SHARE_MAX = 0.4

/** One sentence for each unknown `POSTFLIGHT_…` name. */
export function unknownKeys(names: readonly string[]): string[] {
  const known = Object.keys(environmentSchema.shape)
  return names
    .filter((name) => name.startsWith(OURS) && !name.startsWith(NOT_SETTINGS) && !known.includes(name))
    .map((name) => `Expected ${name} to be a setting of postflight, got an unknown name${suggestion(name, known)}`)
}

function suggestion(name: string, known: readonly string[]): string {
  const meant = known.find((candidate) => candidate.startsWith(`${name}_`)) ?? nearest(name, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const candidate = closest(name, known)
  const isNear = distance(name, candidate) <= Math.ceil((name.length - OURS.length) * DISTANCE_SHARE_MAX)
  return isNear ? candidate : undefined
}
