// Text as Python counts it: in code points, with one newline character.

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Well-formed UTF-8 as text with universal newlines. */
export function toPythonText(bytes: Uint8Array): string {
  const text = decoder.decode(bytes)
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** `text[:count]`, in code points. */
export function firstCodePoints(text: string, count: number): string {
  if (text.length <= count) return text
  let end = 0
  for (let i = 0; i < count && end < text.length; i++) end += (text.codePointAt(end) as number) > 0xffff ? 2 : 1
  return text.slice(0, end)
}

/** `text[-count:]`, in code points. */
export function lastCodePoints(text: string, count: number): string {
  return text.length <= count ? text : Array.from(text).slice(-count).join('')
}

/** `len(text)`. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
