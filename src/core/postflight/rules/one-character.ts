// The characters that one place of an expression can stand for, while they are few.

import type { AST } from '@eslint-community/regexpp'
import { foldLiteral } from '../reading/literal-index.ts'

const CLASS_CHARACTERS_MAX = 26
/** Both folded; in a line other white space becomes a blank before any rule sees it. */
const DIGIT: readonly string[] = ['0']
const BLANK: readonly string[] = [' ']

/** Folded; undefined where they are many. */
export function charactersOf(element: AST.CharacterSet | AST.CharacterClass): readonly string[] | undefined {
  return element.type === 'CharacterSet' ? ofSet(element) : ofClass(element)
}

function ofSet(set: AST.CharacterSet): readonly string[] | undefined {
  if (set.kind === 'digit' && !set.negate) return DIGIT
  return set.kind === 'space' && !set.negate ? BLANK : undefined
}

function ofClass({ negate, elements }: AST.CharacterClass): readonly string[] | undefined {
  if (negate) return undefined
  const characters = new Set<string>()
  for (const element of elements) {
    const members = membersOf(element)
    if (members === undefined) return undefined
    for (const member of members) characters.add(member)
  }
  return characters.size > CLASS_CHARACTERS_MAX ? undefined : [...characters]
}

function membersOf(element: AST.CharacterClassElement): readonly string[] | undefined {
  if (element.type === 'Character') return [foldLiteral(String.fromCodePoint(element.value))]
  if (element.type === 'CharacterSet') return ofSet(element)
  if (element.type !== 'CharacterClassRange') return undefined
  const { min, max } = element
  if (max.value - min.value >= CLASS_CHARACTERS_MAX) return undefined
  return Array.from({ length: max.value - min.value + 1 }, (_, index) =>
    foldLiteral(String.fromCodePoint(min.value + index)),
  )
}
