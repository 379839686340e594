// What exit codes say by themselves. Sources: POSIX shells (2.8.2 Exit Status for Commands: 126, 127, above 128 a signal),
// GNU coreutils (timeout: 124), the classic rules (254).

const MEANINGS: Readonly<Record<number, string>> = {
  124: 'ended by `timeout`',
  126: 'the command was found but could not be run: check its permissions and its interpreter',
  127: 'the command was not found: check the PATH and what is installed',
  130: 'interrupted from the keyboard or cancelled (SIGINT)',
  134: 'aborted by itself (SIGABRT): a failed assertion or a corrupted heap',
  136: 'an arithmetic error (SIGFPE)',
  137: 'killed (SIGKILL): most often out of memory, else a time limit',
  139: 'a segmentation fault (SIGSEGV)',
  141: 'wrote to a closed pipe (SIGPIPE)',
  143: 'asked to end (SIGTERM): cancelled, a time limit, or the machine went away',
  254: "the orchestrator's own failure",
}

/** Undefined where the number says no more than failure. */
export function meaningOfExitCode(exitCode: number | bigint): string | undefined {
  return MEANINGS[Number(exitCode)]
}
