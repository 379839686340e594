// Time stamps and the marks that CI systems, containers and task runners put before a line of a tool.

// Anchored, each for a named format, by the character that a line begins with. What they take off is no part of what
// the tool said.

/** ISO 8601 in all its dresses: GitHub Actions, Azure, Jenkins' time stamper (in brackets), log4j (comma), Go, Docker. */
const ISO =
  /^[[(]?\d{4}[-/]\d\d[-/]\d\d[T _]\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?[\])]?(?: ?[|:] | - |[ \t]|$)/

const BY_DIGIT: readonly RegExp[] = [
  // GitLab runner 17: `2024-05-01T12:00:00.000000Z 01O `; the flag after the stream says that a line continues.
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \d\d[OE][ +]/,
  ISO,
  // A bare time of day.
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?: \||\t| ) ?/,
]
const BY_BRACKET: readonly RegExp[] = [
  ISO,
  // A time of day: TeamCity `[12:00:01]W:	 [Step 1/3] `, Gulp, Gradle, sbt, Bamboo.
  /^\[\d\d?:\d\d:\d\d(?:[.,]\d{1,6})?(?: [AP]M)?\](?:[WEFi]?: ?)?[ \t]*(?:\[Step \d+\/\d+\] )?/,
  // Seconds since the start: `[  12.345s] `, `[12.345] `
  /^\[ *\d+\.\d{1,6}s?\] /,
]
// BuildKit: `#12 3.456 `
const BY_HASH: readonly RegExp[] = [/^#\d+ (?:\d+\.\d+ )?(?=\S)/]
const BY_LETTER: readonly RegExp[] = [
  // syslog: `May  1 12:00:00 host program[12]: `
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]+ [\w./-]+(?:\[\d+\])?: /,
  // docker compose: `web_1  | `, `shop-web-1  | `
  /^[A-Za-z][\w.-]{0,80}[_-]\d+ +\| /,
  // turbo and nx: `@shop/web:build: `
  /^(?:@[\w.-]+\/)?[\w.-]+:(?:build|test|lint|typecheck|check|compile|dev|e2e): /,
]
const NONE: readonly RegExp[] = []
const PREFIXES_MAX = 4

function withoutPrefix(text: string): string {
  let rest = text
  for (let taken = 0; taken < PREFIXES_MAX; taken++) {
    const shorter = withoutOne(rest)
    if (shorter === rest) break
    rest = shorter
  }
  return rest
}

function withoutOne(text: string): string {
  for (const prefix of prefixesFor(text)) {
    const match = prefix.exec(text)
    if (match !== null && match[0].length > 0) return text.slice(match[0].length)
  }
  return text
}

/** Cheap to ask: most lines begin with a letter and have no prefix. */
function prefixesFor(text: string): readonly RegExp[] {
  const first = text.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39) return BY_DIGIT
  if (first === 0x5b || first === 0x28) return BY_BRACKET
  if (first === 0x23) return BY_HASH
  const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a) || first === 0x40
  if (!isLetter) return NONE
  const colon = text.indexOf(':')
  return (colon > 0 && colon < PREFIX_CHARACTERS_MAX) || text.lastIndexOf('|', PREFIX_CHARACTERS_MAX) > 0
    ? BY_LETTER
    : NONE
}

const PREFIX_CHARACTERS_MAX = 100

/** How a CI system marks a line: GitHub Actions' and Azure's log and command forms. */
const MARK =
  /^ {0,8}(?:##\[(error|warning|debug|command|section|group|endgroup)\]|::(error|warning|debug|notice)(?: [^:]{0,512})?::|##vso\[task\.logissue type=(error|warning)[^\]]{0,512}\])/

const MAY_BE_MARKED = /^ {0,8}(?:##|::)/

export interface MarkedText {
  readonly mark: 'error' | 'warning' | undefined
  /** The text after the mark. */
  readonly text: string
}

/** The text of a line after its prefixes and a mark. */
export function withoutMarks(full: string): MarkedText {
  const { mark, text } = readMark(withoutPrefix(full))
  return { mark, text: mark === undefined ? text : withoutPrefix(text) }
}

function readMark(text: string): MarkedText {
  const match = MAY_BE_MARKED.test(text) ? MARK.exec(text) : null
  if (match === null) return { mark: undefined, text }
  const word = match[1] ?? match[2] ?? match[3]
  const mark = word === 'error' || word === 'warning' ? word : undefined
  return mark === undefined ? { mark, text } : { mark, text: text.slice(match[0].length) }
}
