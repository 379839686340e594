// Tells commands that print what stands in files from commands that report: text out of `cat`, `grep` or `git diff` is
// a quotation, and nobody claims it now.

import { type CommandPart, toParts } from './shell-command.ts'

const READERS: ReadonlySet<string> = new Set([
  ...['cat', 'bat', 'batcat', 'head', 'tail', 'less', 'more', 'nl', 'tac', 'strings', 'xxd', 'hexdump', 'od', 'man'],
  ...['grep', 'egrep', 'fgrep', 'zgrep', 'zcat', 'rg', 'ag', 'ack', 'diff', 'jq', 'yq', 'awk', 'gawk', 'sed', 'cut'],
  // SWE-agent's windowed viewer and its searches.
  ...[
    'open',
    'goto',
    'scroll_up',
    'scroll_down',
    'search_file',
    'search_dir',
    'find_file',
    'view',
    'str_replace_editor',
  ],
  ...['edit', 'insert', 'create'],
])
/** Between quotations they change nothing: they print little or nothing of their own. */
const SILENT: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'pwd',
  'ls',
  'export',
  'set',
  'source',
  '.',
  'true',
  'wc',
])
const GIT_READER = /^git (?:-\S{1,40} ){0,3}(?:diff|show|log|blame|grep|cat-file|format-patch|stash show)\b/
const WRITES = /(?:^|[^0-9&>])>{1,2}\s*[^\s&>]|<<|^sed (?:-[A-Za-z]+ )?(?:-i|--in-place)/

/** Whether all that a command prints stands in files. */
export function isReading(command: string): boolean {
  const heads = toParts(command).filter(({ link, name }) => link !== '|' && !SILENT.has(name))
  return heads.length > 0 && heads.every(isReader)
}

function isReader({ name, text }: CommandPart): boolean {
  if (WRITES.test(text)) return false
  return READERS.has(name) || GIT_READER.test(text)
}

/** Whether a command begins a here-document, whose lines are no commands. */
export function beginsHereDocument(command: string): boolean {
  return command.includes('<<')
}
