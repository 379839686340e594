// Parts of a JSON record as lines that somebody speaks.

import type { Speaker } from '../reading/log-line.ts'
import { isReading } from './reading-command.ts'
import type { SpokenLine } from './transcript.ts'

/** Of one record, so many lines are read. */
const LINES_MAX = 20_000

export function say(speaker: Speaker, text: string): readonly SpokenLine[] {
  if (text === '') return []
  return text.split('\n', LINES_MAX).map((line) => ({ speaker, text: line }))
}

/** A command as a shell shows it: its first line after `$ `, what follows as it is. */
export function sayCommand(command: string): readonly SpokenLine[] {
  return say('command', `$ ${command}`)
}

/** What a tool answered; from where a diff begins, a quotation. */
export function sayOutput(text: string, source: 'output' | 'quoted'): readonly SpokenLine[] {
  if (source === 'quoted') return say('quoted', text)
  const diff = text.search(/^(?:diff --git |--- a\/|\*\*\* Begin Patch)/m)
  if (diff < 0) return say('output', text)
  return [...say('output', text.slice(0, diff).trimEnd()), ...say('quoted', text.slice(diff))]
}

/** Newer clients of Codex and Claude Code write an exit code like this themselves; older records hold it as a field. */
export function sayExitCode(code: number | undefined): readonly SpokenLine[] {
  return code === undefined ? [] : say('output', `Exit code: ${code}`)
}

export function sourceOf(command: string): 'output' | 'quoted' {
  return isReading(command) ? 'quoted' : 'output'
}
