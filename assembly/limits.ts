// How much of a line is seen, and of what stood before it: as in src/core/postflight/reading/limits.ts, which a test
// compares with these.

/** Rules see so much of a line. */
export const RULE_BYTES_MAX: usize = 16_384
/** Where a longer line is cut, it does not end. */
export const TEXT_CHARACTERS_MAX: usize = 4_096
/** Lines whose places are kept. */
export const RECENT_LINES_MAX: u32 = 64
/** Of one line, so many different texts between carriage returns are looked at. */
export const FRAMES_MAX: u32 = 64
/** Letters by which two of them are told to be of one spinner. */
export const LIKENESS_CHARACTERS: usize = 12
/** They are looked for in so much of a frame. */
export const LIKENESS_CHARACTERS_MAX: usize = 256
/** No prefix of a line is longer. */
export const PREFIX_BYTES_MAX: usize = 1_024
