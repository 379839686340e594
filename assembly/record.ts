// What is told of the line at which `next` stopped, a word each, as literal-finder.ts reads it.

export const START: u32 = 0
export const END: u32 = 1
export const KINDS: u32 = 2
/** Where its text begins after its prefixes, from where that stands which a person sees of it. */
export const TEXT_START: u32 = 3
/** Where that stands which a person sees of it. */
export const SEEN_START: u32 = 4
export const SEEN_END: u32 = 5
/** How many rules and readers it calls for, or the last text. */
export const RULES: u32 = 6
export const READERS: u32 = 7
/** How many lines were cut from the data so far. */
export const LINES: u32 = 8

export const record: usize = memory.data(36)

export function tell(word: u32, value: u32): void {
  store<u32>(record + (word << 2), value)
}
