// Collects the commands that a log shows: typed or started by an agent, or echoed by a shell or CI system; with what
// came of them where the log says so. Bounded: of many commands the last ones are kept, tools are counted throughout.

import type { LineReader } from '../reading/line-reader.ts'
import type { LogLine, Speaker } from '../reading/log-line.ts'
import { isOfKind, toKnownParts } from './command-kinds.ts'
import { type CommandRun, type Outcome, outcomeOf, type TestRun, type ToolUse } from './command-run.ts'
import { ECHO_LITERALS, echoedCommand, withoutPrompt } from './echoed-command.ts'
import { RESULT_LITERALS, readExitCode, readOutcome } from './results.ts'
import { ToolTally } from './tool-tally.ts'

export interface Commands extends LineReader {
  end(): CommandHistory
}

export interface CommandHistory {
  /** The most used first. */
  readonly tools: readonly ToolUse[]
  readonly commands: readonly CommandRun[]
  readonly testRuns: readonly TestRun[]
  readonly lastEditLine: number | undefined
}

export function openCommands(): Commands {
  return new Collector()
}

export const COMMANDS_MAX = 1_000
const TEST_RUNS_MAX = 200
const TEXT_CHARACTERS_MAX = 2_000

interface Running {
  readonly line: number
  readonly lines: string[]
  /** Characters of all of them. */
  length: number
  /** What follows in its lines is text, not commands. */
  readonly hasOwnBody: boolean
  exitCode: number | undefined
  printed: Outcome
  /** More lines of the same script may follow. */
  isOpen: boolean
}

class Collector implements Commands {
  readonly literals = [...ECHO_LITERALS, ...RESULT_LITERALS]
  readonly speakers: readonly Speaker[] = ['command']
  readonly #tally = new ToolTally()
  readonly #commands: CommandRun[] = []
  readonly #testRuns: TestRun[] = []
  #lastEditLine: number | undefined
  #running: Running | undefined
  /** Of a command; not every line between two commands is offered. */
  #lastLine = 0
  /** A transcript marks its commands; what its output echoes is something else. */
  #isTranscript = false

  read(line: LogLine): void {
    if (line.speaker === 'command') this.#readCommand(line)
    else if (line.speaker === 'output') this.#readOutput(line)
    else this.#pause()
  }

  end(): CommandHistory {
    this.#finish()
    return {
      tools: this.#tally.tools(),
      commands: [...this.#commands],
      testRuns: [...this.#testRuns],
      lastEditLine: this.#lastEditLine,
    }
  }

  #readCommand({ text, number }: LogLine): void {
    this.#isTranscript = true
    const typed = withoutPrompt(text)
    const running = this.#running
    const goesOn = number - this.#lastLine <= 1
    this.#lastLine = number
    if (typed.hadPrompt || running === undefined || !running.isOpen || !goesOn) {
      if (typed.text.trim() !== '') this.#start(typed.text, number)
    } else if (!running.hasOwnBody && running.length < TEXT_CHARACTERS_MAX) {
      running.lines.push(text)
      running.length += 1 + text.length
    }
  }

  #readOutput(line: LogLine): void {
    const echoed = this.#isTranscript ? undefined : echoedCommand(line.text)
    if (echoed === undefined) this.#readResult(line)
    else this.#start(echoed, line.number)
  }

  #readResult(line: LogLine): void {
    this.#pause()
    const running = this.#running
    if (running === undefined) return
    running.exitCode = readExitCode(line) ?? running.exitCode
    const printed = readOutcome(line.text)
    if (printed !== 'unknown') running.printed = running.printed === 'failed' ? 'failed' : printed
  }

  #pause(): void {
    if (this.#running !== undefined) this.#running.isOpen = false
  }

  #start(text: string, line: number): void {
    this.#finish()
    this.#running = {
      line,
      lines: [text],
      length: text.length,
      hasOwnBody: HAS_OWN_BODY.test(text),
      exitCode: undefined,
      printed: 'unknown',
      isOpen: true,
    }
  }

  #finish(): void {
    if (this.#running === undefined) return
    const { line, lines, exitCode, printed } = this.#running
    const text = lines.join('\n').slice(0, TEXT_CHARACTERS_MAX)
    this.#running = undefined
    const parts = toKnownParts(text)
    const isTest = isOfKind('test', parts)
    const outcome = outcomeOf(parts, exitCode, isTest || isOfKind('build', parts) ? printed : 'unknown')
    keepLast(this.#commands, { line, text, exitCode, outcome }, COMMANDS_MAX)
    if (isTest) keepLast(this.#testRuns, { line, outcome }, TEST_RUNS_MAX)
    if (isOfKind('edit', parts)) this.#lastEditLine = line
    this.#tally.count(parts, exitCode)
  }
}

/** Commands whose further lines are text, not commands: SWE-agent's editor, patches. */
const HAS_OWN_BODY = /^(?:edit |insert |apply_patch|Edit |Write )/

function keepLast<Item>(items: Item[], item: Item, max: number): void {
  items.push(item)
  if (items.length > max) items.shift()
}
