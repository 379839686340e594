// What one `check` over a jobs folder needs to know.

export interface CheckOptions {
  readonly jobsDir: string
  /** Where each report is saved as `<job id>.json`, overwriting; nowhere when absent. */
  readonly reportsDir?: string
  /** How much of a log is read, and how much an archive may unpack to, in bytes. */
  readonly classicBytesMax: number
  readonly unpackBytesMax: number
}
