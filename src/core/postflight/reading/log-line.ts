// One line of a log as the rules see it.

/** Who speaks: in a CI log everything is a tool's output; a transcript of an agent has more voices. */
export type Speaker = 'output' | 'command' | 'agent' | 'task' | 'quoted'

export interface LogLine {
  /** 1-based, counted by line feeds in the raw log. */
  readonly number: number
  /** Where the raw line begins, in bytes of UTF-8. */
  readonly offset: number
  /** Without colours, time stamps, prefixes and trailing blanks; indentation is kept. */
  readonly text: string
  /** Without colours only. */
  readonly full: string
  readonly isRed: boolean
  /** How the CI system marked the line; the mark itself is no part of `text`. */
  readonly mark: 'error' | 'warning' | undefined
  readonly speaker: Speaker
}

/** The same words from another mouth. Every line is made with its fields in this order: readers meet one shape only. */
export function spokenBy(speaker: Speaker, { number, offset, text, full, isRed, mark }: LogLine): LogLine {
  return { number, offset, text, full, isRed, mark, speaker }
}
