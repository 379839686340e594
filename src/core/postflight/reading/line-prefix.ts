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
  // Seconds since 1970, as `ts %.s` writes them.
  /^\d{10}\.\d{1,9} /,
  // Octopus Deploy: `12:00:00   Error    |   `
  /^\d\d:\d\d:\d\d {3}(?:Verbose|Info|Warning|Error|Fatal) {1,8}\| {1,12}/,
  // Netlify: `12:00:00 PM: `; a bare time of day.
  /^\d\d?:\d\d:\d\d (?:AM|PM): /,
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?: \||\t| ) ?/,
]
/**
 * Ant's tasks, which stand to the right, and names of programs that run side by side: `    [javac] `, `[api] `,
 * `[deploy 12:00:00] `; but no words that say what to think of the rest.
 */
const NAMED =
  /^ {0,16}\[(?!debu|erro|info|warn|(?:alert|crit|critical|deprecated|doctest|emerg|err|expected|fail|failed|fatal|gw\d{1,3}|hint|ignored|junit|note|notice|ok|optional|pass|passed|skip|skipped|success|testng|todo|trace|verbose|x|xfail|xpass)\])[a-z][\w-]{0,40}(?: \d\d:\d\d:\d\d)?\] (?!›)/
const BY_BRACKET: readonly RegExp[] = [
  ISO,
  // TeamCity: `[12:00:01]W:	 [Step 1/3] `, `[12:00:01] :	 [Publishing artifacts] `
  /^\[\d\d:\d\d:\d\d\][ WEFi]: ?\t? ?(?:\[(?!(?:ERROR|FATAL|WARN|WARNING|INFO|DEBUG|error|warn|info)\])[^\]]{1,80}\] ?)?/,
  // A time of day: Gulp, Gradle, sbt, AppVeyor.
  /^\[\d\d?:\d\d:\d\d(?:[.,]\d{1,6})?(?: [AP]M)?\]:?[ \t]*/,
  // Seconds since the start: `[  12.345s] `, `[12.345] `
  /^\[ *\d+\.\d{1,6}s?\] /,
  // Tekton's `[task : step] `, `[pod/name/container] ` of kubectl, `[step:L12:3s] ` of Woodpecker's command line
  /^\[[\w.-]{1,80} : [\w.-]{1,80}\](?: |$)/,
  /^\[pod\/[^\] ]{1,200}\](?: |$)/,
  /^\[[\w-]{1,80}:L\d{1,6}(?::\d{1,6}s)?\] /,
  // act: `[workflow/job]   | `; CodeBuild: `[Container] 2024/05/01 12:00:00 `; packages of a workspace: `[@shop/web] `
  /^\[[^\]/]{1,100}\/[^\]]{1,100}\] {1,4}\| /,
  /^\[Container\] (?=\d{4}\/)/,
  /^\[@[\w.-]{1,80}\/[\w.-]{1,80}\]:? /,
  NAMED,
]
// GoCD's console: `&1|12:00:00.123 `
const BY_BAR: readonly RegExp[] = [/^[^\s|]{2}\|\d\d:\d\d:\d\d\.\d{3} /]
// Earthly: `    +build | `
const BY_BLANK: readonly RegExp[] = [/^ {0,40}\+[\w-]{1,80} \| /, NAMED]
// BuildKit: `#12 3.456 `
const BY_HASH: readonly RegExp[] = [/^#\d+ (?:\d+\.\d{1,3} |(?=\S))/]
const BY_TAB: readonly RegExp[] = [
  // GitHub's command line: the job, the step, and the time
  /^[^\t]{1,100}\t[^\t]{1,100}\t(?=\d{4}-\d\d-\d\dT)/,
  // Bamboo: the kind of the line, the date and the time
  /^[a-z]{1,20}\t\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\t/,
]
const BY_LETTER: readonly RegExp[] = [
  // syslog: `May  1 12:00:00 host program[12]: `
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]+ [\w./-]+(?:\[\d+\])?: /,
  // Render: `May 12 09:48:30 AM  `; `ts`: `May 12 09:48:30 `
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:[AP]M {1,4})?/,
  // docker compose and foreman: `web_1  | `, `shop-web-1  | `, `web.1  | `
  /^[A-Za-z][\w.-]{0,80}[_.-]\d+ +\| /,
  // turbo and nx: `@shop/web:build: `; pnpm: `packages/web build: `
  /^(?:@[\w.-]+\/)?[\w.-]+:(?:build|test|lint|typecheck|check|compile|dev|e2e): /,
  /^[\w@.-]{1,80}\/[\w@./-]{1,80} (?:build|test|lint|typecheck|check|compile|dev|e2e|prepare|postinstall): /,
  // Argo's pods: `shop-1234567: `; Heroku's after the time: `app[web.1]: `; a hook's words when it is pushed to
  /^[a-z][\w.-]{0,120}-\d{9,10}: /,
  /^(?:app|heroku)\[[\w.-]{1,80}\]: /,
  /^remote: /,
  // Cloud Build: `Step #0 - "test": `
  /^Step #\d{1,4}(?: - "[^"]{1,100}")?: /,
]
const BY_TAB_OR_LETTER: readonly RegExp[] = [...BY_TAB, ...BY_LETTER]
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
  if (text[2] === '|' && text[5] === ':') return BY_BAR
  if (first >= 0x30 && first <= 0x39) return BY_DIGIT
  if (first === 0x5b || first === 0x28) return BY_BRACKET
  if (first === 0x23) return BY_HASH
  if (first === 0x2b || first === 0x20) return BY_BLANK
  const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a) || first === 0x40
  if (!isLetter) return NONE
  if (text.lastIndexOf('\t', PREFIX_CHARACTERS_MAX) > 0) return BY_TAB_OR_LETTER
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
