// Text that every store accepts: PostgreSQL refuses NUL and lone surrogates where Redis takes them.

const REPLACEMENT = '\uFFFD'

/** The text with each NUL and each lone surrogate replaced by U+FFFD; all else is unchanged. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', REPLACEMENT)
}

/** A JSON value with every text in it cleaned, object keys included. */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [cleanText(key), cleanValue(member)]))
}
