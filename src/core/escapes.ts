// What terminals obey rather than print.

/**
 * ECMA-48 control sequences, OSC strings, those of Buildkite's time stamps and the like (APC, DCS, PM, SOS), and two-byte
 * escapes; bounded, so that a stray escape costs little. A string that does not end on its line hides nothing.
 */
export const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|[\]PX^_][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)|[()][A-Z0-9]|[@-Z\\-_c=>78])/g
