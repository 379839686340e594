// Where a job's log and metadata come from.

export interface LogSource {
  /**
   * What there is of this job right now; never waits. Throws `job_id.invalid`, `log.unsafe` when a link leads
   * outside, and `log.unreadable` when looking may succeed another time.
   */
  locate(jobId: string): Promise<JobFiles>
}

/** Everything a report may have to name: a folder, a log, metadata, each there, absent or unreadable. */
export interface JobFiles {
  /** The job's folder as messages show it. */
  readonly folder: string
  readonly folderExists: boolean
  readonly log: LogFile | undefined
  /** Something stands in the log's place that is no readable file, so that waiting does not help. */
  readonly isLogUnreadable: boolean
  /** Raw bytes of `meta.json`; undefined when absent or unreadable. */
  readonly meta: Uint8Array | undefined
  /** Sentences for the report's `warnings`: what is there but could not be read, and why. */
  readonly warnings: readonly string[]
}

export interface LogFile {
  /** Bytes as stored, before any unpacking. */
  readonly storedBytes: number
  /** Milliseconds since the epoch of the last change. */
  readonly changedAtMs: number
  /**
   * The unpacked bytes, streamed. Ends early, after at most the source's limit, with `log.broken` thrown for a
   * damaged archive and `log.unreadable` for a file that cannot be read. A chunk is valid until the next one comes.
   */
  read(): AsyncIterable<Uint8Array>
}
