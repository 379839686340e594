// A failing test is named several times: in the progress, above its details, in a summary. Said once is enough; a person
// who reads of four errors looks for four.

import type { Candidate } from './candidate.ts'
import type { ErrorGroup } from './rank.ts'

/** Of those that are kept, so many are listed and compared with. */
const COMPARED_MAX = 10
/** A shorter title stands in too many texts by chance. */
const TITLE_CHARACTERS_MIN = 8

/** The first of those that say the same, in their order. */
export function withoutEchoes(groups: readonly ErrorGroup[]): readonly ErrorGroup[] {
  const kept: ErrorGroup[] = []
  for (const group of groups) {
    const listed = kept.slice(0, COMPARED_MAX)
    if (!listed.some((other) => isEcho(group, other))) kept.push(group)
  }
  return kept
}

function isEcho({ candidate, message }: ErrorGroup, { candidate: listed, message: said }: ErrorGroup): boolean {
  if (listed.rule.category !== 'test') return false
  if (candidate.rule.category !== 'test' && candidate.rule.category !== 'exception') return false
  if (candidate.line >= listed.line - listed.before().length && candidate.line <= listed.endLine) return true
  return holds(textOf(listed), message) || holds(candidate.text, said)
}

function holds(text: string, message: string): boolean {
  const title = message.replace(/^[^\p{L}\p{N}]+/u, '')
  return title.length >= TITLE_CHARACTERS_MIN && text.includes(title)
}

function textOf({ before, text, after }: Candidate): string {
  return [...before(), text, ...after].join('\n')
}
