// Reads the patterns of the rules into the words that the automaton looks for, and what finding each one means.

import type { ClassicRule } from './rules.ts'

/** What it means that a word was found: the rule's position in the list and the word's part in a pattern. */
export interface WordUse {
  readonly rule: number
  /** `first` and `second` are the two sides of a gap, in which anything but a line break may stand. */
  readonly part: 'whole' | 'first' | 'second' | 'label'
  /** A letter that may follow a label. */
  readonly optionalLetter?: string
}

export interface Vocabulary {
  readonly words: readonly string[]
  /** By word. */
  readonly uses: readonly (readonly WordUse[])[]
}

const GAP = ' … '

export function readPatterns(rules: readonly ClassicRule[]): Vocabulary {
  const uses = new Map<string, WordUse[]>()
  const add = (word: string, use: WordUse) => {
    const key = word.toLowerCase()
    uses.set(key, [...(uses.get(key) ?? []), use])
  }
  rules.forEach((rule, index) => {
    if (rule.kind === 'learning') add(...labelUse(rule.label, index))
    for (const pattern of rule.kind === 'learning' ? [] : rule.patterns.flatMap(expandOptional)) {
      const [first, second] = pattern.split(GAP) as [string, string | undefined]
      add(first, { rule: index, part: second === undefined ? 'whole' : 'first' })
      if (second !== undefined) add(second, { rule: index, part: 'second' })
    }
  })
  return { words: [...uses.keys()], uses: [...uses.values()] }
}

function labelUse(label: string, rule: number): [string, WordUse] {
  if (!label.endsWith('?')) return [label, { rule, part: 'label' }]
  return [label.slice(0, -2), { rule, part: 'label', optionalLetter: label.at(-2) as string }]
}

/** `tests? passed` as `tests passed` and `test passed`. */
function expandOptional(pattern: string): string[] {
  const mark = pattern.indexOf('?')
  if (mark < 0) return [pattern]
  const before = pattern.slice(0, mark)
  const after = pattern.slice(mark + 1)
  return [...expandOptional(before + after), ...expandOptional(before.slice(0, -1) + after)]
}
