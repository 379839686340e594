// Formats of plain text as tables of marks: each is an expression and what it means in a given state.

import type { OfferedLine, SpeakerTurn } from './transcript.ts'

export interface Mark<State> {
  /** Linear, most often anchored. */
  readonly pattern: RegExp
  /** Undefined: it means nothing here, and the next mark is tried. */
  turn(state: State, match: RegExpExecArray, line: OfferedLine): SpeakerTurn | undefined
}

/** The turn of the first mark that means something. */
export function readMarks<State>(
  marks: readonly Mark<State>[],
  state: State,
  line: OfferedLine,
): SpeakerTurn | undefined {
  for (const mark of marks) {
    const match = mark.pattern.exec(line.text)
    const turn = match === null ? undefined : mark.turn(state, match, line)
    if (turn !== undefined) return turn
  }
  return undefined
}
