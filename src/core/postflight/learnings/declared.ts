// Collects what the agent or the job itself says it has learnt: after labels such as `Root cause:` and in sentences
// such as `It turned out that …`, at the start of a line or list item. Not what it quotes, was told or only asks.

import type { LineReader, Listen } from '../reading/line-reader.ts'
import type { LogLine, Speaker } from '../reading/log-line.ts'
import { isLearning } from './content.ts'
import { LABEL_LITERALS, readLabel } from './labels.ts'
import { contentKey, LEARNINGS_MAX, type Learning, type LearningType, toContent } from './learning.ts'
import { readSentence, SENTENCE_LITERALS } from './sentences.ts'
import { undress } from './undress.ts'

export interface DeclaredLearnings extends LineReader {
  end(): readonly Learning[]
}

/** After a label without content, the content or its list is looked for in so many lines. */
const FOLLOWING_LINES = 8

/** A fence that is open for longer was none. */
const FENCED_LINES_MAX = 200

export function openDeclaredLearnings(): DeclaredLearnings {
  return new Declared()
}

class Declared implements DeclaredLearnings {
  readonly literals = [...new Set([...LABEL_LITERALS, ...SENTENCE_LITERALS, '\n```', ' ```'])]
  readonly #byKey = new Map<string, Learning>()
  #fence: Fence | undefined
  /** The fence after a command is the closing one. */
  #isAfterCommand = false
  #open: Heading | undefined

  read(line: LogLine, listen: Listen): void {
    if (line.speaker !== 'agent' && line.speaker !== 'output') this.#leave(line.speaker)
    else if (line.text.trimStart().startsWith('```')) this.#fenceOrUnfence(line)
    else if (!this.#isFenced(line)) this.#readProse(line)
    listen(this.#open === undefined ? 0 : 1)
  }

  #readProse(line: LogLine): void {
    this.#fence = undefined
    this.#isAfterCommand = false
    const { text, item, isHeading } = undress(line.text)
    if (text === '') return
    const declaration = declarationOf(line.speaker, text, isHeading)
    if (declaration === undefined) this.#continue(line, { text, item })
    else if (declaration.content !== '') this.#declare(declaration, line)
    // Gradle heads its own reports so: `* What went wrong:`.
    else this.#open = item && line.speaker === 'output' ? undefined : headingOf(declaration, line)
  }

  end(): readonly Learning[] {
    return [...this.#byKey.values()]
  }

  #leave(speaker: Speaker): void {
    this.#open = undefined
    this.#fence = undefined
    this.#isAfterCommand = speaker === 'command'
  }

  #fenceOrUnfence({ speaker, number }: LogLine): void {
    const isClosing = this.#fence?.speaker === speaker || this.#isAfterCommand
    this.#open = undefined
    this.#fence = isClosing ? undefined : { speaker, line: number }
    this.#isAfterCommand = false
  }

  #isFenced({ speaker, number }: LogLine): boolean {
    return this.#fence?.speaker === speaker && number - this.#fence.line <= FENCED_LINES_MAX
  }

  #declare({ type, content }: Declaration, line: LogLine): void {
    this.#open = undefined
    this.#keep(type, content, line)
  }

  /** A label's content may stand below it: one paragraph, or a list. */
  #continue(line: LogLine, { text, item }: { readonly text: string; readonly item: boolean }): void {
    const open = this.#open
    if (open === undefined) return
    const isNear = line.speaker === open.speaker && line.number - open.line <= FOLLOWING_LINES
    if (!isNear || (open.items > 0 && !item)) {
      this.#open = undefined
      return
    }
    this.#keep(open.type, text, line)
    this.#open = item ? { ...open, items: open.items + 1 } : undefined
  }

  #keep(type: LearningType, text: string, { number, speaker }: LogLine): void {
    const content = toContent(withoutEmphasis(text))
    if (this.#byKey.size >= LEARNINGS_MAX || !isLearning(content, speaker)) return
    const key = contentKey(content)
    if (!this.#byKey.has(key)) this.#byKey.set(key, { type, content, line: number, speaker, origin: 'declared' })
  }
}

interface Fence {
  readonly speaker: Speaker
  readonly line: number
}

interface Heading {
  readonly type: LearningType
  readonly line: number
  readonly speaker: Speaker
  /** Items of its list so far. */
  readonly items: number
}

function headingOf({ type }: Declaration, { number, speaker }: LogLine): Heading {
  return { type, line: number, speaker, items: 0 }
}

interface Declaration {
  readonly type: LearningType
  readonly content: string
}

function declarationOf(speaker: Speaker, text: string, isHeading: boolean): Declaration | undefined {
  const label = readLabel(text, isHeading)
  if (label !== undefined && !isForeign(speaker, text, label.isVague)) return label
  const type = readSentence(text)
  return type === undefined ? undefined : { type, content: text }
}

/** Keys of listings, commits and compilers' notes are written in lower case; people begin a line with a capital. */
function isForeign(speaker: Speaker, text: string, isVague: boolean): boolean {
  if (speaker === 'output' && isVague) return true
  return /^[a-z]/.test(text) && (speaker === 'output' || /^fix(?:es)?:/.test(text))
}

function withoutEmphasis(text: string): string {
  return text.replace(/^\*{1,3}|(?<=[^\s*])\*\*(?=\s|$)/g, '').trim()
}
