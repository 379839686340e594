// Reads parsed JSON of unknown shape without ever throwing.

export type JsonObject = Readonly<Record<string, unknown>>

/** Undefined for anything but an object. */
export function parseObject(text: string): JsonObject | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  try {
    return toObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function toObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

export function toObjects(value: unknown): readonly JsonObject[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.map(toObject).filter((item) => item !== undefined)
}

export function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** A message's text: a string, or the texts of its parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return toObjects(content)
    .map(({ text, content: inner }) => toText(text) || toText(inner))
    .filter((text) => text !== '')
    .join('\n')
}
