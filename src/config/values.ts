// How one environment variable is read. Every schema takes the text and complains in words that complete
// “Expected KEY to be …”; what came is added by the parser, which knows whether it may be shown.

import { z } from 'zod'

/** The longest delay that a Node timer takes. */
const TIMER_MS_MAX = 2_147_483_647

const UNIT_BYTES = { B: 1, KIB: 1024, MIB: 1024 ** 2, GIB: 1024 ** 3 } as const

const text = z.string().trim()

/** A decimal integer from `min` to `max`. */
export function integer(min: number, max: number) {
  return number([min, max], `an integer from ${min} to ${max}`, /^[+-]?\d{1,15}$/)
}

/** A decimal number from `min` to `max`, fractions allowed. */
export function decimal(min: number, max: number) {
  return number([min, max], `a number from ${min} to ${max}`, /^[+-]?\d{0,15}\.?\d{1,15}$/)
}

function number([min, max]: readonly [number, number], expected: string, form: RegExp) {
  return text
    .refine((value) => form.test(value) && Number(value) >= min && Number(value) <= max, expected)
    .transform(Number)
}

/** Milliseconds for a timer. */
export function milliseconds(min = 0) {
  return integer(min, TIMER_MS_MAX)
}

/** Bytes as an integer, or with a unit: `256 MiB`. */
export function bytes(max: number) {
  return text
    .transform((value) => toBytes(value))
    .refine((value) => value >= 1 && value <= max, `bytes from 1 to ${max}, such as 268435456 or "256 MiB"`)
}

function toBytes(value: string): number {
  const match = /^(\d{1,15})\s*(B|KiB|MiB|GiB)?$/i.exec(value)
  if (!match) return Number.NaN
  return Number(match[1]) * UNIT_BYTES[(match[2] ?? 'B').toUpperCase() as keyof typeof UNIT_BYTES]
}

const SWITCH = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
])

/** true/false, 1/0, yes/no or on/off, in any case. */
export const onOff = text
  .refine((value) => SWITCH.has(value.toLowerCase()), 'true or false')
  .transform((value) => SWITCH.get(value.toLowerCase()) === true)

/** One of the words, exactly as written. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return text.pipe(z.enum(words, `one of ${words.join(', ')}`))
}

/** Text of the given form. */
export function matching(form: RegExp, expected: string) {
  return text.regex(form, expected)
}

const HOST_NAME = /^(?:[\w.-]+|\[[\da-f:.]+\])$/

/** Names or addresses of hosts, separated by commas, in lower case. */
export const hostNames = text
  .transform((value) => value.toLowerCase().split(/\s*,\s*/))
  .refine(
    (names) => names.every((name) => HOST_NAME.test(name)),
    'host names or IP addresses separated by commas, without ports, IPv6 in brackets',
  )

/** A list separated by commas, without blanks around its members. */
export const list = text
  .transform((value) => value.split(/\s*,\s*/))
  .refine((members) => members.every((member) => member !== ''), 'a list separated by commas')

/** A URL with one of the schemes; a URL that WHATWG's parser refuses is refused. */
export function urlWith(schemes: readonly string[], host: 'required' | 'optional' = 'required') {
  const expected = `a URL such as ${schemes.map((scheme) => `${scheme}://host:port`).join(' or ')}`
  return text.refine(
    (value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined
      return (
        url !== undefined && schemes.includes(url.protocol.slice(0, -1)) && (host === 'optional' || url.hostname !== '')
      )
    },
    { error: expected, abort: true },
  )
}
