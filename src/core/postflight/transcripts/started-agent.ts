// An agent started in a terminal: from its start to the next prompt the formats of agents are asked who speaks.

import { neverStartedFact, noStepFact } from './facts.ts'
import type { AgentFact, AgentRun, OfferedLine, SpeakerTurn, TranscriptFormat, TranscriptReader } from './transcript.ts'

/** `bash: mini: command not found`, `sh: 1: mini: not found`, `zsh: command not found: mini`. */
const NOT_FOUND =
  /^(?:\S{1,40}: )?(?:(?:line )?\d{1,6}: )?(?:([\w.-]{1,40}): (?:command )?not found|command not found: ([\w.-]{1,40}))$/
/** Agents whose own lines are read; of the others nothing is known but that they were started. */
const KNOWN: Readonly<Record<string, string>> = {
  mini: 'mini-swe-agent',
  'mini-swe-agent': 'mini-swe-agent',
  sweagent: 'SWE-agent',
}

export class StartedAgent {
  isRunning = true
  readonly #program: string
  readonly #line: number
  /** The one that recognised its marks, or all that still may. */
  #readers: readonly TranscriptReader[]
  #isRecognised = false
  #notFoundLine: number | undefined

  constructor(program: string, line: number, formats: readonly TranscriptFormat[]) {
    this.#program = program
    this.#line = line
    this.#readers = formats.map((format) => format.open())
  }

  read(line: OfferedLine): SpeakerTurn | undefined {
    const missing = NOT_FOUND.exec(line.text)
    if (missing !== null && !this.#isRecognised && (missing[1] ?? missing[2]) === this.#program) {
      this.#notFoundLine = line.number
      return { speaker: 'output', next: 'output' }
    }
    for (const reader of this.#readers) {
      const turn = reader.read(line)
      if (turn === undefined) continue
      this.#readers = [reader]
      this.#isRecognised = true
      return turn
    }
    return undefined
  }

  /** The prompt came back. */
  stop(): void {
    this.isRunning = false
  }

  end(): AgentRun {
    if (this.#notFoundLine !== undefined) {
      const fact = neverStartedFact(`The agent's command \`${this.#program}\` was not found.`, this.#notFoundLine)
      return { agent: this.#program, steps: 0, facts: [fact] }
    }
    const run = this.#isRecognised ? this.#readers[0]?.end() : undefined
    return run ?? { agent: this.#program, steps: 0, facts: this.#silence() }
  }

  /** Nothing of the agent was read: of an agent whose lines are known this says that it ended before its first step. */
  #silence(): readonly AgentFact[] {
    if (this.isRunning || KNOWN[this.#program] === undefined) return []
    return [noStepFact(`\`${this.#program}\` ended before its first step.`, this.#line)]
  }
}
