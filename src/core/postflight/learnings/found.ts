// Learnings that nobody declared: a test or build failed, something was changed, and the same command passed. Only
// where the log tells both results; a test that was itself rewritten teaches nothing.

import { type KnownPart, toKnownParts, writtenPath } from '../commands/command-kinds.ts'
import type { CommandRun } from '../commands/command-run.ts'
import { type CommandPart, normaliseCommand } from '../transcripts/shell-command.ts'
import { LEARNINGS_MAX, type Learning, toContent } from './learning.ts'

/** Of what was run, so much is named; a change is told whole or not at all. */
const NAMED_CHARACTERS_MAX = 160
const CHANGE_CHARACTERS_MAX = 320

interface Judged {
  readonly run: CommandRun
  readonly parts: readonly KnownPart[]
  /** Its test or build. */
  readonly check: CommandPart | undefined
}

/** `commands` in the order in which they were run. */
export function findLearnings(commands: readonly CommandRun[]): readonly Learning[] {
  if (!commands.some(({ outcome }) => outcome === 'failed')) return []
  const judged = commands.map(toJudged)
  const failedAt = new Map<string, number>()
  const passed = new Set<string>()
  const learnings: Learning[] = []
  judged.forEach(({ run, check }, index) => {
    if (check === undefined || run.outcome === 'unknown') return
    const key = normaliseCommand(run.text)
    const since = failedAt.get(key)
    if (run.outcome === 'failed') {
      // What passed before was broken by the run itself, and whoever mends that teaches nobody.
      if (!passed.has(key)) failedAt.set(key, index)
      return
    }
    passed.add(key)
    if (since === undefined) return
    failedAt.delete(key)
    const [change, ...more] = judged.slice(since + 1, index).flatMap((one) => changesOf(one, check))
    // A pass after several changes has several causes.
    if (change !== undefined && more.length === 0 && tellsWhat(change)) learnings.push(toLearning(run, check, change))
  })
  return learnings.slice(-LEARNINGS_MAX)
}

function toJudged(run: CommandRun): Judged {
  const parts = toKnownParts(run.text)
  const isCheck = ({ kind, text }: KnownPart) => (kind === 'test' || kind === 'build') && !THROWN_AWAY.test(text)
  return { run, parts, check: parts.find(isCheck) }
}

/** Edits and installations that did not fail, but for those of what is run itself. */
function changesOf({ run, parts }: Judged, check: CommandPart): readonly CommandPart[] {
  if (run.exitCode !== undefined && run.exitCode !== 0) return []
  return parts.filter((part) => {
    if (part.kind !== 'edit') return part.kind === 'install'
    return !check.text.includes(fileOf(part)) && !isBeside(part)
  })
}

/** Looks into the program, or changes what a test expects, not what it tests. */
function isBeside({ text }: CommandPart): boolean {
  return DEBUGGING.test(text) || DELETION.test(text) || TEST_FILE.test(text)
}

/** Whether somebody who reads the change sees what was done: all of it, and not only that a file was written. */
function tellsWhat({ text }: CommandPart): boolean {
  return writtenPath(text) === undefined && text.length <= CHANGE_CHARACTERS_MAX
}

/** A script run by its bare name was most often written for this one run. */
const THROWN_AWAY = /^(?:\S*\/)?(?:python[\d.]*|node|ruby|php|bash|sh) [\w.-]{1,100}\.\w{1,4}(?:\s|$)/
const DEBUGGING = /\b(?:print|console\.log|printf|puts|var_dump|logger\.debug)\s?\(|DEBUG/
const DELETION = /(?:^|[\s'"/;{\d$,])d;?\}?['"] /
const TEST_FILE = /(?:^|[ /])(?:tests?\/\S{0,200}|test_[\w.-]{1,100}|[\w.-]{1,100}[._-](?:test|spec)\.\w{1,4})['"]?$/

/** The name of the file that an edit changes: that it writes to, or its last word. */
function fileOf({ text }: CommandPart): string {
  const path = writtenPath(text) ?? text.slice(text.lastIndexOf(' ') + 1)
  return path.slice(path.lastIndexOf('/') + 1)
}

function toLearning({ line }: CommandRun, check: CommandPart, change: CommandPart): Learning {
  const ran = toName(check.text, NAMED_CHARACTERS_MAX)
  const content = toContent(`\`${ran}\` passed after \`${toName(change.text, CHANGE_CHARACTERS_MAX)}\``)
  return { type: 'fix_applied', content, line, speaker: 'command', origin: 'found' }
}

function toName(command: string, charactersMax: number): string {
  const [first = ''] = command.trim().split('\n', 1)
  const name = first.length > charactersMax ? `${first.slice(0, charactersMax - 1)}…` : first
  return name.replaceAll('`', "'").replace(/[ \t]+/g, ' ')
}
