// A runner whose every line tells enough by itself: patterns with named groups, and no state.

import { failure, partOf, runOf, toSaid } from './counts.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

export interface PatternRunner extends Omit<TestRunner, 'open'> {
  /** Of a whole run; the groups are those of `toSaid`. */
  readonly run?: readonly RegExp[]
  readonly part?: readonly RegExp[]
  /** A failed test; its groups are joined by `joint`, save empty ones. */
  readonly failed?: readonly RegExp[]
  readonly joint?: string
}

export const NO_EVENTS: readonly RunnerEvent[] = []

/** The first pattern that matches a line has it. */
export function fromPatterns(runner: PatternRunner): TestRunner {
  const { run = [], part = [], failed = [], joint = '.', ...rest } = runner
  return { ...rest, open: () => read }

  function read({ text }: { readonly text: string }): readonly RunnerEvent[] {
    const runGroups = firstGroups(run, text)
    if (runGroups !== undefined) return [runOf(toSaid(runGroups))]
    const partGroups = firstGroups(part, text)
    if (partGroups !== undefined) return [partOf(toSaid(partGroups))]
    const name = firstName(failed, text, joint)
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** The name that the first of the patterns finds, its groups joined; undefined when none does. */
export function firstName(patterns: readonly RegExp[], text: string, joint = '.'): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match === null) continue
    const name = match
      .slice(1)
      .filter((group) => group !== undefined && group !== '')
      .join(joint)
    return name === '' ? undefined : name
  }
  return undefined
}

type Groups = Readonly<Record<string, string | undefined>>

function firstGroups(patterns: readonly RegExp[], text: string): Groups | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match !== null) return match.groups ?? {}
  }
  return undefined
}
