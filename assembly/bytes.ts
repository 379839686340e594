// Bytes that mean something in a line.

export const TAB: u8 = 0x09
export const LINE_FEED: u8 = 0x0a
export const CARRIAGE_RETURN: u8 = 0x0d
export const ESCAPE: u8 = 0x1b
export const BLANK: u8 = 0x20
export const HASH: u8 = 0x23
export const PARENTHESIS: u8 = 0x28
export const PLUS: u8 = 0x2b
export const COMMA: u8 = 0x2c
export const HYPHEN: u8 = 0x2d
export const POINT: u8 = 0x2e
export const SLASH: u8 = 0x2f
export const COLON: u8 = 0x3a
export const SEMICOLON: u8 = 0x3b
export const AT: u8 = 0x40
export const BRACKET: u8 = 0x5b
export const CLOSING_BRACKET: u8 = 0x5d
export const BAR: u8 = 0x7c
export const TILDE: u8 = 0x7e
export const DELETE: u8 = 0x7f

export function byteAt(address: usize): u8 {
  return load<u8>(address)
}

export function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39
}

export function isSmallLetter(byte: u8): bool {
  return byte >= 0x61 && byte <= 0x7a
}

export function isLetter(byte: u8): bool {
  return isSmallLetter(byte | 0x20)
}
