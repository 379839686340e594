// Lists of failures with numbers, `  1) …`, as many runners print them.

/** At the beginning of a line or after a blank; 0 stands for every digit. */
export const NUMBERED_LITERALS: readonly string[] = ['\n', ' '].flatMap((before) =>
  ['0) ', '00) ', '000) '].map((number) => before + number),
)
