// The end of a process. Imports nothing: commands without a runtime stay light.

/** For what was left open, such as a job that outlived its drain or a client that still tries to reach its server. */
const LINGER_MS_MAX = 500

/** Ends with this code as soon as nothing is left to do, and soon even if something is. */
export function endProcess(exitCode: number): void {
  process.exitCode = exitCode
  // Does not keep the process alive by itself. Output that waits for its reader is written first.
  setTimeout(() => process.stdout.write('', () => process.exit(exitCode)), LINGER_MS_MAX).unref()
}
