// What the shape of a log says of its end, where no line says it: GitHub's clean-up without any error before it, the
// phases that Travis CI begins or never leaves, and an exit code in the last line: behind one that had no line feed, or
// as a shell that traces its commands prints it.

import type { LogLine } from '../reading/log-line.ts'
import { type Evidence, quoted } from '../verdict/evidence.ts'

export const ENDING_LITERALS: readonly string[] = [
  '##[error]',
  'cleaning up orphan processes',
  '+ exit ',
  'exit:',
  'post job cleanup.',
  'travis_fold:',
]

/** Its line is the one with which the phase begins. */
export const UNFINISHED_PHASE = 'travis-phase-unfinished'

const TRAVIS_FOLD = /travis_fold:(start|end):([a-z_]+)(?:\.\d+)?/
/** A command that fails in one of these phases ends the job (docs.travis-ci.com, Job Lifecycle). */
const TRAVIS_FATAL_PHASES: ReadonlySet<string> = new Set([
  'before_install',
  'install',
  'before_script',
  'apt',
  'addons',
])
const TRAVIS_OUTCOMES: Readonly<Record<string, Evidence['outcome']>> = {
  after_failure: 'failed',
  after_success: 'passed',
}

export class Endings {
  #lastMarked: LogLine | undefined
  #cleanUp: { readonly first: LogLine; readonly last: LogLine } | undefined
  #openFold: { readonly phase: string; readonly line: LogLine } | undefined
  #after: LogLine | undefined
  #exit: LogLine | undefined

  read(line: LogLine): void {
    if (line.mark === 'error') this.#lastMarked = line
    else if (CLEAN_UP.test(line.text)) this.#cleanUp = { first: this.#cleanUp?.first ?? line, last: line }
    if (GLUED_EXIT.test(line.text) || TRACED_EXIT.test(line.text)) this.#exit = line
    const fold = TRAVIS_FOLD.exec(line.full)
    if (fold !== null) this.#readFold(fold[1] ?? '', fold[2] ?? '', line)
  }

  #readFold(edge: string, phase: string, line: LogLine): void {
    if (edge === 'end') {
      if (this.#openFold?.phase === phase) this.#openFold = undefined
      return
    }
    this.#openFold = { phase, line }
    if (phase in TRAVIS_OUTCOMES) this.#after = line
  }

  evidence({ errorLineBefore, lastLine }: Surroundings): readonly Evidence[] {
    const found: Evidence[] = []
    const fold = this.#openFold
    if (fold !== undefined && TRAVIS_FATAL_PHASES.has(fold.phase))
      found.push(wordOf(UNFINISHED_PHASE, 'failed', fold.line))
    if (this.#after !== undefined)
      found.push(wordOf('travis-after-phase', TRAVIS_OUTCOMES[phaseOf(this.#after)] ?? 'failed', this.#after))
    if (this.#lastMarked !== undefined) found.push(wordOf('github-marked-error', 'failed', this.#lastMarked))
    else if (this.#cleanUp !== undefined && !endsInError(this.#cleanUp.first.number, errorLineBefore))
      found.push(wordOf('github-clean-end', 'passed', this.#cleanUp.last))
    if (this.#exit !== undefined && this.#exit.number === lastLine()) found.push(exitOf(this.#exit))
    return found
  }
}

export interface Surroundings {
  /** Where the last error before a line stands that says what broke; 0 where there is none. */
  readonly errorLineBefore: (before: number) => number
  /** The last line that is not blank; 0 where there is none. */
  readonly lastLine: () => number
}

/** What `echo "exit:$?"` prints behind a line without a line feed; rules know it on a line of its own. */
const GLUED_EXIT = /\S ?exit: ?(0|[1-9]\d{0,2})$/
/** `set -x` traces the end of a script; a trap may end in `exit 0` whatever failed before. */
const TRACED_EXIT = /^\+ exit ([1-9]\d{0,2})$/

function exitOf(line: LogLine): Evidence {
  const glued = GLUED_EXIT.exec(line.text)
  const exitCode = Number((glued ?? TRACED_EXIT.exec(line.text))?.[1])
  const rule = glued === null ? 'traced-exit' : 'glued-exit-code'
  return { ...wordOf(rule, exitCode === 0 ? 'passed' : 'failed', line), exitCode }
}

/** No marked error tells nothing where an error is the last that the steps said: actions in containers mark none. */
function endsInError(cleanUp: number, errorLineBefore: (before: number) => number): boolean {
  const error = errorLineBefore(cleanUp)
  return error > 0 && cleanUp - error <= LAST_WORDS_LINES
}

/** An error so near to the end is followed by little more than what it says of itself. */
const LAST_WORDS_LINES = 8
const CLEAN_UP = /^(?:Cleaning up orphan processes|Post job cleanup\.)/

function phaseOf({ full }: LogLine): string {
  return TRAVIS_FOLD.exec(full)?.[2] ?? ''
}

function wordOf(rule: string, outcome: Evidence['outcome'], line: LogLine): Evidence {
  return { authority: 'step', outcome, rule, ...quoted(line), exitCode: undefined }
}
