// Learnings that nobody declared: a test or build failed, something was changed, and the same command passed. Only
// where the log tells both results; a test that was itself rewritten teaches nothing.

import { kindOf, writtenPath } from '../commands/command-kinds.ts'
import type { CommandRun } from '../commands/command-run.ts'
import { type CommandPart, normaliseCommand, toParts } from '../transcripts/shell-command.ts'
import { LEARNINGS_MAX, type Learning, toContent } from './learning.ts'

/** Of a command, so much is named. */
const NAMED_CHARACTERS_MAX = 160
/** A pass after more changes than these has many causes. */
const CHANGES_MAX = 3

interface Judged {
  readonly run: CommandRun
  readonly parts: readonly CommandPart[]
  /** Its test or build. */
  readonly check: CommandPart | undefined
}

/** `commands` in the order in which they were run. */
export function findLearnings(commands: readonly CommandRun[]): readonly Learning[] {
  const judged = commands.map(toJudged)
  const failedAt = new Map<string, number>()
  const learnings: Learning[] = []
  judged.forEach(({ run, check }, index) => {
    if (check === undefined || run.outcome === 'unknown') return
    const key = normaliseCommand(run.text)
    const since = failedAt.get(key)
    if (run.outcome === 'failed') failedAt.set(key, index)
    else if (since !== undefined) {
      failedAt.delete(key)
      const changes = judged.slice(since + 1, index).flatMap((change) => changesOf(change, check))
      if (changes.length > 0 && changes.length <= CHANGES_MAX) learnings.push(toLearning(run, check, changes))
    }
  })
  return learnings.slice(-LEARNINGS_MAX)
}

function toJudged(run: CommandRun): Judged {
  const parts = toParts(run.text)
  const isCheck = (part: CommandPart) =>
    (kindOf(part) === 'test' || kindOf(part) === 'build') && !THROWN_AWAY.test(part.text)
  return { run, parts, check: parts.find(isCheck) }
}

/** Edits and installations that did not fail, but for those of what is run itself. */
function changesOf({ run, parts }: Judged, check: CommandPart): readonly CommandPart[] {
  if (run.exitCode !== undefined && run.exitCode !== 0) return []
  return parts.filter((part) => {
    const kind = kindOf(part)
    if (kind !== 'edit') return kind === 'install'
    return !check.text.includes(fileOf(part)) && tellsWhat(part)
  })
}

/** Whether somebody who reads the change sees what was done: not only that a file was written, or looked into. */
function tellsWhat(part: CommandPart): boolean {
  if (writtenPath(part.text) !== undefined) return false
  return !DEBUGGING.test(part.text) && !DELETION.test(part.text) && !TEST_FILE.test(part.text)
}

/** A script run by its bare name was most often written for this one run. */
const THROWN_AWAY = /^(?:\S*\/)?(?:python[\d.]*|node|ruby|php|bash|sh) [\w.-]{1,100}\.\w{1,4}(?:\s|$)/
const DEBUGGING = /\b(?:print|console\.log|printf|puts|var_dump|logger\.debug)\s?\(|DEBUG/
const DELETION = /(?:^|[\s'"/;{\d$,])d;?\}?['"] /
/** What a test expects was changed, not what it tests. */
const TEST_FILE = /(?:^|[ /])(?:tests?\/\S{0,200}|test_[\w.-]{1,100}|[\w.-]{1,100}[._-](?:test|spec)\.\w{1,4})['"]?$/

/** The name of the file that an edit changes: that it writes to, or its last word. */
function fileOf({ text }: CommandPart): string {
  const path = writtenPath(text) ?? text.slice(text.lastIndexOf(' ') + 1)
  return path.slice(path.lastIndexOf('/') + 1)
}

function toLearning({ line }: CommandRun, check: CommandPart, changes: readonly CommandPart[]): Learning {
  const last = changes.at(-1)
  const change = last === undefined ? '' : toChange(last)
  const more = changes.length === 1 ? '' : `, the last of ${changes.length} changes`
  const content = toContent(`\`${toName(check.text)}\` passed after ${change}${more}`)
  return { type: 'fix_applied', content, line, speaker: 'command', origin: 'found' }
}

function toChange({ text }: CommandPart): string {
  return `\`${toName(text)}\``
}

function toName(command: string): string {
  const [first = ''] = command.trim().split('\n', 1)
  const name = first.length > NAMED_CHARACTERS_MAX ? `${first.slice(0, NAMED_CHARACTERS_MAX - 1)}…` : first
  return name.replaceAll('`', "'").replace(/[ \t]+/g, ' ')
}
