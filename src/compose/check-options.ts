// What one `check` over a jobs folder needs to know.

export interface CheckOptions {
  readonly jobsDir: string
  /** Where each report is saved as `<job id>.json`, overwriting; nowhere when absent. */
  readonly reportsDir?: string
  /** As in RulePackChoice. */
  readonly rules: readonly string[]
  /** How much of a log the classic rules read, and how much an archive may unpack to, in bytes. */
  readonly classicBytesMax: number
  readonly unpackBytesMax: number
}
