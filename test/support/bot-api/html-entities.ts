// Telegram's HTML parse mode as strict as the real server: what it refuses, this refuses, in the same words.
// Sources: core.telegram.org/bots/api#html-style and the answers of the live service.

/** What is left once entities are parsed, or why they cannot be. */
export type ParsedText = { readonly text: string } | { readonly problem: string }

const TAGS = new Set([
  ...['a', 'b', 'strong', 'i', 'em', 's', 'strike', 'del', 'u', 'ins', 'code', 'pre', 'span', 'blockquote'],
  ...['tg-spoiler', 'tg-emoji'],
])
/** The four named entities that the Bot API knows; all others stay as they are. */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const TAG = /<(\/?)([^\s<>/]*)((?:\s+[a-zA-Z-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*>/y

/** Offsets in problems are in bytes, as Telegram gives them. */
export function parseHtmlEntities(html: string): ParsedText {
  const open: string[] = []
  let text = ''
  let index = 0
  while (index < html.length) {
    const next = html.indexOf('<', index)
    text += decode(html.slice(index, next < 0 ? html.length : next))
    if (next < 0) break
    const tag = readTag(html, next)
    if ('problem' in tag) return tag
    const problem = follow(tag, open, Buffer.byteLength(html.slice(0, next)))
    if (problem !== undefined) return { problem }
    index = tag.end
  }
  const unclosed = open.at(-1)
  return unclosed === undefined ? { text } : { problem: `Can't find end tag corresponding to start tag "${unclosed}"` }
}

interface Tag {
  readonly closes: boolean
  readonly name: string
  readonly end: number
}

function readTag(html: string, start: number): Tag | { problem: string } {
  TAG.lastIndex = start
  const match = TAG.exec(html)
  const offset = Buffer.byteLength(html.slice(0, start))
  if (match === null) return { problem: unreadable(html.slice(start + 1), offset) }
  return { closes: match[1] === '/', name: (match[2] ?? '').toLowerCase(), end: TAG.lastIndex }
}

function unreadable(rest: string, offset: number): string {
  const name = /^[^\s<>/]*/.exec(rest)?.[0].toLowerCase() ?? ''
  if (TAGS.has(name) || rest.startsWith('/')) return `Unclosed start tag at byte offset ${offset}`
  return `Unsupported start tag "${name}" at byte offset ${offset}`
}

function follow(tag: Tag, open: string[], offset: number): string | undefined {
  if (!tag.closes) {
    if (!TAGS.has(tag.name)) return `Unsupported start tag "${tag.name}" at byte offset ${offset}`
    open.push(tag.name)
    return undefined
  }
  const expected = open.pop()
  if (expected === undefined) return `Unexpected end tag at byte offset ${offset}`
  if (tag.name === '' || tag.name === expected) return undefined
  return `Unmatched end tag at byte offset ${offset}, expected "</${expected}>", found "</${tag.name}>"`
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
