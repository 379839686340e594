// Leaves the commonest escapes out of a line's bytes, which tells cheaply whether anyone wants the line.

const ESCAPE = 0x1b
const BRACKET = 0x5b
/** A control sequence has no more parameters than that, as for what people see of a line. */
const PARAMETERS_MAX = 64

/** Undefined where other escapes stand in it than `ESC [`, digits, semicolons and a letter: colours and erased lines. */
export function withoutColours(buffer: Buffer, start: number, end: number): Buffer | undefined {
  const plain = Buffer.allocUnsafe(end - start)
  let length = 0
  for (let index = start; index < end; index++) {
    const byte = buffer[index] as number
    if (byte !== ESCAPE) plain[length++] = byte
    else {
      index = endOfColour(buffer, index, end)
      if (index < 0) return undefined
    }
  }
  return plain.subarray(0, length)
}

/** Where the letter stands that ends the sequence; below zero where it is another one. */
function endOfColour(buffer: Buffer, start: number, end: number): number {
  if (buffer[start + 1] !== BRACKET) return -1
  let index = start + 2
  while (index < end && isParameter(buffer[index] as number)) index++
  const isLetter =
    index < end && ((buffer[index] as number) | 0x20) >= 0x61 && ((buffer[index] as number) | 0x20) <= 0x7a
  return isLetter && index - start <= PARAMETERS_MAX ? index : -1
}

function isParameter(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x3b
}
