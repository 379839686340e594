// Takes a shell command apart as far as a report needs it: its parts, each part's words, and what only decorates it.

/** Of one command, so many parts are looked at. */
const PARTS_MAX = 32
/** Of one command, so many characters are looked at. */
const COMMAND_CHARACTERS_MAX = 4_000

export interface CommandPart {
  /** Without `cd`, environment assignments and wrappers such as `sudo` and `time`. */
  readonly text: string
  /** The program's name without its folder: `pytest` of `/usr/bin/pytest`. */
  readonly name: string
  /** What links it to the part before it: its exit code is the whole's only where nothing hides it. */
  readonly link: '' | '&&' | '||' | ';' | '|'
}

/** The parts of a command in order; the text of a here-document is no part. */
export function toParts(command: string): readonly CommandPart[] {
  const parts: CommandPart[] = []
  for (const { text, link } of split(withoutHereDocuments(command.slice(0, COMMAND_CHARACTERS_MAX)))) {
    const bare = withoutDecoration(text)
    const name = /^\S+/.exec(bare)?.[0].replace(/^.*\//, '') ?? ''
    if (name !== '' && name !== 'cd' && !name.startsWith('#')) parts.push({ text: bare, name, link })
    if (parts.length >= PARTS_MAX) break
  }
  return parts
}

/** One line of shell that says the same again when it is the same again: for comparing runs of a command. */
export function normaliseCommand(command: string): string {
  return toParts(command)
    .map(({ text, link }, index) => (index === 0 ? text : `${link} ${text}`))
    .join(' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

const HERE_DOCUMENT = /<<-?\s{0,2}['"\\]?([A-Za-z_]\w{0,40})/

function withoutHereDocuments(command: string): string {
  const kept: string[] = []
  let terminator: string | undefined
  for (const line of command.split('\n')) {
    if (terminator !== undefined) {
      if (line.trim() === terminator) terminator = undefined
      continue
    }
    kept.push(line)
    terminator = HERE_DOCUMENT.exec(line)?.[1]
  }
  return kept.join('\n')
}

interface LinkedText {
  readonly text: string
  readonly link: CommandPart['link']
}

/** Cuts at the shell's operators outside of quotes. */
function split(command: string): readonly LinkedText[] {
  const texts: LinkedText[] = []
  let link: CommandPart['link'] = ''
  let start = 0
  let quote = ''
  for (let at = 0; at < command.length; at++) {
    const character = command[at] as string
    if (character === '\\' && quote !== "'") at++
    else if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else {
      const operator = operatorAt(command, at)
      if (operator === undefined) continue
      texts.push({ text: command.slice(start, at), link })
      link = operator
      at += operator === '&&' || operator === '||' ? 1 : 0
      start = at + 1
    }
  }
  return [...texts, { text: command.slice(start), link }]
}

function operatorAt(command: string, at: number): CommandPart['link'] | undefined {
  const character = command[at]
  if (character === '\n' || character === ';') return ';'
  if (character === '&' && command[at + 1] === '&') return '&&'
  if (character !== '|' || command[at - 1] === '>') return undefined
  return command[at + 1] === '|' ? '||' : '|'
}

const DECORATIONS = [
  /^\(+\s*/,
  /^[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)(?=\s|$)\s*/,
  /^(?:sudo|time|nohup|exec|command|env|then|do|else|if|!)(?:\s+-[A-Za-z]+)?\s+(?=\S)/,
  /^(?:timeout|nice|stdbuf)(?: {1,4}-\S{1,40}){0,4} {1,4}(?:\d{1,9}[smh]? {1,4})?(?=\S)/,
]
const DECORATIONS_MAX = 8

function withoutDecoration(text: string): string {
  let rest = text.trim()
  for (let taken = 0; taken < DECORATIONS_MAX; taken++) {
    const shorter = DECORATIONS.reduce((bare, pattern) => bare.replace(pattern, ''), rest)
    if (shorter === rest) break
    rest = shorter
  }
  return rest
}
