// Lists of failures with numbers, `  1) …`, as many runners print them.

/** The end of the number; so every item of such a list is offered. */
export const NUMBERED_LITERALS: readonly string[] = [...'0123456789'].map((digit) => `${digit}) `)
