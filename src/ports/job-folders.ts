// The jobs that there are.

/** By the names of their folders; bytes that are not UTF-8 are lone surrogates, as in Python. */
export interface JobFolders {
  /** By name. */
  all(): Promise<readonly string[]>
  /** At most `count`, the last changed first. */
  recent(count: number): Promise<readonly string[]>
}
