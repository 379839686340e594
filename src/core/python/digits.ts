// Decimal digits as Python's `\d` and `int()` see them: those of every script.

/** Python's default bound on the digits of a number in text (`sys.int_info.default_max_str_digits`). */
export const INTEGER_DIGITS_MAX = 4300

/** The zeros of Unicode 14's decimal digits beyond ASCII, the version of CPython 3.11; nine more follow each. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
  0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
  0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
]

/** The value of a decimal digit, 0 to 9; undefined for any other code point. */
export function digitValue(codePoint: number): number | undefined {
  if (codePoint < 0x80) return codePoint >= 0x30 && codePoint <= 0x39 ? codePoint - 0x30 : undefined
  const zero = ZEROS.find((start) => codePoint >= start && codePoint <= start + 9)
  return zero === undefined ? undefined : codePoint - zero
}

/** A whole number in ASCII digits, exactly. */
export function toInteger(digits: string): number | bigint {
  const value = Number(digits)
  if (!Number.isSafeInteger(value)) return BigInt(digits)
  return value === 0 ? 0 : value
}
