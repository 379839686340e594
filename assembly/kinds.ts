// Kinds of characters in a line, and what follows from them, as in literal-finder.ts.

export const BEYOND_ASCII: u32 = 1
export const ESCAPES: u32 = 2
/** Carriage returns before its end. */
export const RETURNS: u32 = 4
/** Other control characters beside tabs. */
export const CONTROLS: u32 = 8
/** Blanks beyond ASCII, which rules see as blanks. */
export const ODD_BLANKS: u32 = 16
/** Whom it calls for has to be looked for in what a person sees of it. */
export const UNKNOWN: u32 = 32
/** It calls for somebody. */
export const WANTED: u32 = 64
/** A colour of it may be red. */
export const MAYBE_RED: u32 = 128
/** What stands before its text was told by the expressions of line-prefix.ts. */
export const BY_EXPRESSION: u32 = 256
