// How much of a line is seen, and of what stood before it: as in src/core/postflight/reading/limits.ts, which a test
// compares with these.

/** Rules see so much of a line. */
export const RULE_BYTES_MAX: usize = 16_384
/** Where a longer line is cut, it does not end. */
export const TEXT_CHARACTERS_MAX: usize = 4_096
/** Lines whose places are kept. */
export const RECENT_LINES_MAX: u32 = 64
/** No prefix of a line is longer. */
export const PREFIX_BYTES_MAX: usize = 1_024
