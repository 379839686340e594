// What makes two errors one: their message without what differs from run to run. The algorithm has a version; a change
// of it is a new version, so that errors that were stored keep their fingerprints.

import { createHash } from 'node:crypto'

const VERSION = 'v1'
/** Hexadecimal digits: 64 bits, at which a million different errors collide once in 37 million cases. */
const DIGITS = 16
const MESSAGE_CHARACTERS_MAX = 512

/** `v1:` and 16 hexadecimal digits. */
export function fingerprintOf(rule: string, message: string): string {
  const digest = createHash('sha256')
    .update(`${rule}\n${normalise(message)}`)
    .digest('hex')
  return `${VERSION}:${digest.slice(0, DIGITS)}`
}

/** Volatile parts become placeholders; codes of compilers and tools (E0308, TS2345, CVE-2024-1234) are kept. */
export function normalise(message: string): string {
  const text = message.slice(0, MESSAGE_CHARACTERS_MAX)
  const masks = /\d/.test(text) ? MASKS : MASKS_WITHOUT_DIGITS
  return masks
    .reduce((rest, { mask, name }) => rest.replace(mask, name), text)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

interface Mask {
  readonly mask: RegExp
  readonly name: string
  /** Where no digit stands it masks nothing: the expression cannot match without one. */
  readonly needsDigit: boolean
}

export const MASKS: readonly Mask[] = [
  { mask: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, name: '<uuid>', needsDigit: false },
  {
    mask: /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?/g,
    name: '<date>',
    needsDigit: true,
  },
  { mask: /\b\d\d?:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, name: '<time>', needsDigit: true },
  { mask: /\b0x[0-9a-f]+\b/gi, name: '<address>', needsDigit: true },
  { mask: /@[0-9a-f]{4,16}\b/g, name: '@<address>', needsDigit: false },
  { mask: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, name: '<ip>', needsDigit: true },
  { mask: /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/g, name: '<hash>', needsDigit: true },
  {
    mask: /(?:\/tmp|\/var\/folders|\/private\/tmp)(?:\/[\w.+@-]+)*/g,
    name: '<temporary>',
    needsDigit: false,
  },
  { mask: /(?:[A-Za-z]:)?(?:[\\/][\w.+@ -]{1,128}){2,32}[\\/](?=[\w.+@-]+)/g, name: '<path>/', needsDigit: false },
  {
    mask: /\b\d+(?:\.\d+)?\s?(?:ms|s|sec|secs|seconds?|m|min|minutes?|h|hours?)\b/g,
    name: '<duration>',
    needsDigit: true,
  },
  { mask: /\b\d+(?:\.\d+)?\s?(?:bytes|[kKMGT]i?B|B)\b/g, name: '<size>', needsDigit: true },
  { mask: /\b(?:localhost|[\w.-]+):\d{2,5}\b(?!:)/g, name: '<host>', needsDigit: true },
  { mask: /(?<![\w-])\d+(?:\.\d+)*(?![\w-])/g, name: '<n>', needsDigit: true },
]
const MASKS_WITHOUT_DIGITS = MASKS.filter(({ needsDigit }) => !needsDigit)
