// `--since 7d`: a length of time before now.

import { InvalidArgumentError, Option } from 'commander'

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** In milliseconds. */
export function sinceOption(description: string): Option {
  return new Option('--since <DURATION>', description).argParser(parseDuration)
}

function parseDuration(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,6}) ?([a-z]+)$/.exec(text) ?? []
  const unitMs = UNIT_MS[unit]
  if (unitMs !== undefined) return Number(amount) * unitMs
  throw new InvalidArgumentError('Expected a number with one of s, min, h, d and w, such as 7d.')
}
