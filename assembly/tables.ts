// Addresses of the tables that the host lays out in memory: those of literal-index.ts and of rule-literals.ts.

/** What to compare a byte as, by byte; 256 each. */
export let foldedAs: usize = 0
export let keptAs: usize = 0

export let tails: usize = 0
export let eights: usize = 0
export let fours: usize = 0
/** By how much a key is shifted to be a bit of these. */
export let tailsShift: u32 = 0
export let eightsShift: u32 = 0
export let foursShift: u32 = 0

/** A hash table, eight bytes a slot: a key and the first of its places. */
export let slots: usize = 0
export let lastSlot: u32 = 0
/** Sixteen bytes each. */
export let places: usize = 0
export let bytes: usize = 0
/** Lists of rules and of readers by literal, of needs by rule, and of literals by set; 0 where there are none. */
export let ruleStarts: usize = 0
export let ruleItems: usize = 0
export let readerStarts: usize = 0
export let readerItems: usize = 0
export let needStarts: usize = 0
export let needItems: usize = 0
export let setStarts: usize = 0
export let setItems: usize = 0
/** Rules that every line calls for. */
export let everywhere: usize = 0
export let everywhereCount: u32 = 0

/** By literal, by rule and by reader: the stamp of the line that held or called it last. Zeros, one after the other. */
export let held: usize = 0
export let ruleSeen: usize = 0
export let readerSeen: usize = 0
export let stampsEnd: usize = 0

/** Room for the ids of all literals that a line holds, and of all rules and readers that it calls for. */
export let found: usize = 0
export let calledRules: usize = 0
export let calledReaders: usize = 0
