// How much of a line, and of what stood before it, is kept and seen. assembly/limits.ts repeats some.

/** Of a longer line only the beginning is read. */
export const LINE_BYTES_MAX = 1_048_576
/** Rules see so much of a line, escapes included; literals beyond are not looked for. */
export const RULE_BYTES_MAX = 16_384
/** Rules see so much of what is left then; where it was cut, a line does not end. */
export const TEXT_CHARACTERS_MAX = 4_096
/** Lines before the current one that can still be asked for. */
export const RECENT_LINES_MAX = 64
/** Of one line, so many different texts between carriage returns are looked at; a terminal shows only the last of them. */
export const FRAMES_MAX = 64
/** Letters by which two of them are told to be of one spinner. */
export const LIKENESS_CHARACTERS = 12
/** They are looked for in so much of a frame. */
export const LIKENESS_CHARACTERS_MAX = 256
/** No prefix of a line is longer. */
export const PREFIX_BYTES_MAX = 1_024
