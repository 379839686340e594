// Counts the tools that commands use.

import type { CommandPart } from '../transcripts/shell-command.ts'
import type { ToolUse } from './command-run.ts'

/** Of one log, so many different tools are counted, and so many are reported. */
const COUNTED_MAX = 200
export const TOOLS_MAX = 40

/** Words of the shell and of markup are no tools. */
const NAME = /^[a-z][\w.+-]{0,39}$/
const SHELL_WORDS: ReadonlySet<string> = new Set([
  ...[
    'echo',
    'export',
    'set',
    'unset',
    'source',
    'true',
    'false',
    'exit',
    'return',
    'fi',
    'done',
    'for',
    'while',
    'case',
  ],
  ...['esac', 'function', 'local', 'test', 'printf', 'pwd', 'alias', 'shift', 'wait', 'trap', 'eval', 'read'],
  // What stands alone in a line of a script, and how agents end.
  ...['if', 'then', 'else', 'elif', 'do', 'in', 'end_of_edit', 'submit', 'exit_cost', 'exit_context', 'clear'],
])

export class ToolTally {
  readonly #uses = new Map<string, { runs: number; failures: number }>()

  /** A failure is a tool's own only where the command has no other. */
  count(parts: readonly CommandPart[], exitCode: number | undefined): void {
    const names = parts
      .filter(({ link }) => link !== '|')
      .map(({ name }) => name)
      .filter((name) => NAME.test(name) && !SHELL_WORDS.has(name))
    for (const name of names) {
      const use = this.#use(name)
      if (use === undefined) continue
      use.runs++
      if (exitCode !== undefined && exitCode !== 0 && names.length === 1) use.failures++
    }
  }

  tools(): readonly ToolUse[] {
    return [...this.#uses]
      .map(([name, { runs, failures }]) => ({ name, runs, failures }))
      .sort((one, other) => other.runs - one.runs || (one.name < other.name ? -1 : 1))
      .slice(0, TOOLS_MAX)
  }

  #use(name: string): { runs: number; failures: number } | undefined {
    const standing = this.#uses.get(name)
    if (standing !== undefined || this.#uses.size >= COUNTED_MAX) return standing
    const use = { runs: 0, failures: 0 }
    this.#uses.set(name, use)
    return use
  }
}
