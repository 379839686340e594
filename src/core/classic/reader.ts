// Reads one log under the classic rules: a single pass over its bytes, bounded memory, linear time.

import { type Automaton, CLASSES } from './automaton.ts'
import { ExitMark } from './exit-mark.ts'
import type { Findings } from './findings.ts'
import { Occurrences } from './occurrences.ts'
import type { WordUse } from './patterns.ts'
import { RestOfLine } from './rest-of-line.ts'
import type { ClassicRule } from './rules.ts'
import { TextWindow } from './text-window.ts'

/** The rules, ready to match; made once, shared by all readers. */
export interface CompiledRules {
  readonly rules: readonly ClassicRule[]
  readonly automaton: Automaton
  /** By the automaton's word. */
  readonly words: readonly CompiledWord[]
}

export interface CompiledWord {
  readonly length: number
  /** `exit` for the exit code's mark. */
  readonly uses: readonly WordUse[] | 'exit'
}

export class ClassicReader {
  readonly #compiled: CompiledRules
  readonly #bytesMax: number
  #bytesRead = 0
  #cut = false
  #state = 0
  #line = 0
  readonly #window = new TextWindow()
  readonly #exit = new ExitMark()
  readonly #occurrences: readonly Occurrences[]
  readonly #learnings: ReadonlyMap<number, RestOfLine>

  /** Bytes beyond `bytesMax` are not read; the findings' warnings then say so. */
  constructor(compiled: CompiledRules, bytesMax: number) {
    this.#compiled = compiled
    this.#bytesMax = bytesMax
    this.#occurrences = compiled.rules.map(() => new Occurrences())
    const labels = compiled.words.flatMap(({ uses }) => (uses === 'exit' ? [] : uses))
    this.#learnings = new Map(
      labels.filter(({ part }) => part === 'label').map((use) => [use.rule, new RestOfLine(use.optionalLetter)]),
    )
  }

  push(chunk: Uint8Array): boolean {
    const allowed = chunk.subarray(0, this.#bytesMax - this.#bytesRead)
    this.#cut ||= allowed.length < chunk.length
    this.#bytesRead += allowed.length
    for (let at = 0; at < allowed.length; ) {
      at += this.#window.take(allowed, at)
      this.#readOn()
      this.#scan()
    }
    return !this.#cut
  }

  end(): Findings {
    const { rules } = this.#compiled
    const contexts = this.#occurrences.map((occurrences) => occurrences.finish())
    const count = (index: number) => (this.#occurrences[index] as Occurrences).count
    const learnings = rules.map((rule, i) => ({ type: rule.id, lines: this.#learnings.get(i) }))
    for (const { lines } of learnings) lines?.finish()
    return {
      exitCode: this.#exit.exitCode,
      errors: rules.flatMap((rule, i) =>
        rule.kind === 'error' && count(i) > 0
          ? [{ type: rule.id, severity: rule.severity, count: count(i), context: contexts[i] as string }]
          : [],
      ),
      successes: rules.flatMap((rule, i) => (rule.kind === 'success' && count(i) > 0 ? [{ type: rule.id }] : [])),
      learnings: learnings.flatMap(({ type, lines }) => (lines?.found ?? []).map((content) => ({ type, content }))),
      warnings: [
        ...this.#exit.warnings,
        ...(this.#cut ? [renderCut(this.#bytesMax)] : []),
        ...learnings.flatMap(({ type, lines }) => renderLeftOut(type, lines)),
      ],
    }
  }

  /** What was begun in earlier text goes on in the new text. */
  #readOn(): void {
    for (const occurrences of this.#occurrences) occurrences.readOn(this.#window)
    for (const restOfLine of this.#learnings.values()) restOfLine.readOn(this.#window)
    this.#exit.readOn(this.#window)
  }

  #scan(): void {
    const { classes, next, firstHit, lineBreak } = this.#compiled.automaton
    const { bytes, from, to } = this.#window
    let state = this.#state
    for (let at = from; at < to; at++) {
      state = next[state + (classes[bytes[at] as number] as number)] as number
      if (state < firstHit) continue
      if (state === lineBreak) this.#line++
      else this.#hit(state, at + 1)
    }
    this.#state = state
    for (const occurrences of this.#occurrences) occurrences.keep(this.#window)
  }

  #hit(state: number, end: number): void {
    const { automaton, words } = this.#compiled
    for (const index of automaton.endings[(state - automaton.firstHit) / CLASSES] as readonly number[]) {
      const word = words[index] as CompiledWord
      if (word.uses === 'exit') this.#exit.open(this.#window, end)
      else for (const use of word.uses) this.#use(use, { length: word.length, end })
    }
  }

  #use(use: WordUse, word: { readonly length: number; readonly end: number }): void {
    const window = this.#window
    if (use.part === 'label') {
      this.#learnings.get(use.rule)?.open(window, word.end)
    } else {
      const place = { window, start: window.back(word.end, word.length), end: word.end, line: this.#line }
      this.#occurrences[use.rule]?.[use.part](place)
    }
  }
}

function renderCut(bytesMax: number): string {
  return `Only the first ${bytesMax} bytes of the log were read (POSTFLIGHT_CLASSIC_BYTES_MAX)`
}

function renderLeftOut(type: string, lines: RestOfLine | undefined): string[] {
  if (lines === undefined || lines.leftOut === 0) return []
  const { found, leftOut } = lines
  return [`Only the first ${found.length} of ${found.length + leftOut} learnings of the kind ${type} were kept`]
}
