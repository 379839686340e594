// White space as Python's `\s`, `str.isspace` and `str.strip` see it: more than JavaScript's (U+001C to U+001F,
// U+0085), and without U+FEFF.

/** The class in a JavaScript regular expression. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const LEADING = new RegExp(`^${SPACE}+`)
const SPACE_UNIT = new RegExp(`^${SPACE}$`)

/** `str.strip()`. Linear, also on long runs of blanks inside the text. */
export function stripPython(text: string): string {
  return stripRightPython(stripLeftPython(text))
}

/** `str.lstrip()`. */
export function stripLeftPython(text: string): string {
  return text.replace(LEADING, '')
}

/** `str.rstrip()`. */
function stripRightPython(text: string): string {
  let end = text.length
  while (end > 0 && SPACE_UNIT.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** Length in bytes of the white space character at `at` of well-formed UTF-8; 0 when there is none. */
export function spaceBytesAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number
  if (byte <= 0x20) return (byte >= 0x09 && byte <= 0x0d) || byte >= 0x1c ? 1 : 0
  if (byte < 0xc2) return 0
  if (byte === 0xc2) return bytes[at + 1] === 0x85 || bytes[at + 1] === 0xa0 ? 2 : 0
  if (byte < 0xe1 || byte > 0xe3) return 0
  return isWideSpace(byte, bytes[at + 1] as number, bytes[at + 2] as number) ? 3 : 0
}

/** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000 in UTF-8. */
function isWideSpace(first: number, second: number, third: number): boolean {
  if (first === 0xe1) return second === 0x9a && third === 0x80
  if (first === 0xe3) return second === 0x80 && third === 0x80
  if (second === 0x81) return third === 0x9f
  return second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf)
}
