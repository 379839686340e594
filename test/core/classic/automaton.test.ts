import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Automaton, buildAutomaton, CLASSES } from '../../../src/core/classic/automaton.ts'

/** Where words end, as `word@end`, in characters of an ASCII text. */
function run(automaton: Automaton, text: string): string[] {
  let state = 0
  const found: string[] = []
  for (const [index, byte] of Buffer.from(text).entries()) {
    state = automaton.next[state + (automaton.classes[byte] ?? 0)] ?? 0
    if (state < automaton.firstHit || state === automaton.lineBreak) continue
    const words = automaton.endings[(state - automaton.firstHit) / CLASSES] ?? []
    found.push(...words.map((word) => `${word}@${index + 1}`))
  }
  return found.sort()
}

test('finds exactly the words that a search at every position finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'i', 's', 'A', 'S', ' ', '\n') })
  const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'i', 's'), minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(words, letters, (list, text) => {
      const expected = list.flatMap((word, index) =>
        [...text].flatMap((_, end) => {
          const before = text.slice(0, end + 1).toLowerCase()
          return before.endsWith(word) ? [`${index}@${end + 1}`] : []
        }),
      )
      expect(run(buildAutomaton(list), text)).toEqual(expected.sort())
    }),
  )
})

test('lets the four letters beyond ASCII match s, k and i, and no neighbour of theirs', () => {
  const automaton = buildAutomaton(['ski'])
  for (const text of ['ski', 'SKI', 'ſ\u212aİ', 's\u212aı']) expect(run(automaton, text)).toHaveLength(1)
  for (const text of ['š\u212ai', 'ſ\u212bi', 's\u212aĲ', 's™i', '\u017eki'])
    expect(run(automaton, text)).toHaveLength(0)
})

test('takes one step a byte whatever the text', () => {
  const automaton = buildAutomaton(['all', 'pass', 'alarm'])
  expect(automaton.next.length % CLASSES).toBe(0)
  expect(Math.max(...automaton.next)).toBeLessThan(automaton.next.length)
  expect(Math.max(...automaton.classes)).toBeLessThan(CLASSES)
})
