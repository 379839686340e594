// UTF-8 as CPython's errors='ignore' reads it: every byte that is no part of a well-formed character is dropped.

/** Bytes at the end of `bytes[from, to)` that begin a character and may be completed by what follows: 0 to 3. */
export function openTailBytes(bytes: Uint8Array, from: number, to: number): number {
  for (let back = 1; back <= 3 && to - back >= from; back++) {
    const byte = bytes[to - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return isOpen(bytes, to - back, to) ? back : 0
  }
  return 0
}

function isOpen(bytes: Uint8Array, at: number, to: number): boolean {
  const lead = bytes[at] as number
  const wanted = characterBytes(lead)
  const there = to - at
  return there < wanted && (there < 2 || isSecondByte(lead, bytes[at + 1] as number))
}

/** Moves the well-formed characters of `bytes[from, to)` together in place; returns where they now end. */
export function dropMalformed(bytes: Uint8Array, from: number, to: number): number {
  let end = from
  let at = from
  while (at < to) {
    const length = wellFormedBytes(bytes, at, to)
    for (let i = 0; i < length; i++) bytes[end++] = bytes[at + i] as number
    at += length === 0 ? 1 : length
  }
  return end
}

/** The length in bytes of the well-formed character at `at`, 0 when there is none. */
function wellFormedBytes(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at] as number
  const length = characterBytes(lead)
  if (length < 2) return length
  if (at + length > to || !isSecondByte(lead, bytes[at + 1] as number)) return 0
  for (let i = 2; i < length; i++) if (!isContinuation(bytes[at + i] as number)) return 0
  return length
}

/** How many bytes a character with this first byte has; 0 for a byte that starts none. */
function characterBytes(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

/** Rules out overlong forms, surrogates and what lies above U+10FFFF. Unicode Standard, table 3-7. */
function isSecondByte(lead: number, byte: number): boolean {
  if (lead === 0xe0) return byte >= 0xa0 && byte <= 0xbf
  if (lead === 0xed) return byte >= 0x80 && byte <= 0x9f
  if (lead === 0xf0) return byte >= 0x90 && byte <= 0xbf
  if (lead === 0xf4) return byte >= 0x80 && byte <= 0x8f
  return isContinuation(byte)
}

export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}
