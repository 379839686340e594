// Plain recordings of a terminal: prompts such as `root@host:/app# command`, asciinema's and tmux's own lines, and the
// agents that are started in them. One prompt is not enough, since CI logs hold prompts too: recognised by
// asciinema's lines or by the third prompt of one user on one host.

import { hasOpenQuote, launchedAgent } from './agent-launch.ts'
import { neverStartedFact } from './facts.ts'
import { type Mark, readMarks } from './marked-reader.ts'
import { isReading } from './reading-command.ts'
import { StartedAgent } from './started-agent.ts'
import type { AgentFact, AgentRun, OfferedLine, SpeakerTurn, TranscriptFormat } from './transcript.ts'

/** A terminal in which the given formats of agents may appear. */
export function terminalOf(agents: readonly TranscriptFormat[]): TranscriptFormat {
  return {
    name: 'terminal recording',
    literals: [...new Set([...TERMINAL_LITERALS, ...agents.flatMap(({ literals }) => literals)])],
    open() {
      const state: State = { ...NEW_STATE, agents }
      return { read: (line) => read(state, line), end: () => toRun(state) }
    },
  }
}

const TERMINAL_LITERALS: readonly string[] = [
  ...['asciinema:', 'not found', 'install_fail', 'root@', 'ubuntu@', 'user@', 'runner@', 'agent@', '@localhost'],
  ...[
    ':~$ ',
    ':~# ',
    ...[...'abcdefghijklmnopqrstuvwxyz.'].map((letter) => `:~/${letter}`),
    ':/app',
    ':/workspace',
    ':/testbed',
    ':/repo',
    ':/home',
    ':/tmp',
    ':/src',
    'bash-5',
    'bash-4',
  ],
  'diff --git',
]

interface State {
  readonly agents: readonly TranscriptFormat[]
  /** Whether this is a terminal at all. */
  isRecognised: boolean
  prompts: number
  host: string | undefined
  agent: StartedAgent | undefined
  installFailedLine: number | undefined
}

const NEW_STATE: Omit<State, 'agents'> = {
  isRecognised: false,
  prompts: 0,
  host: undefined,
  agent: undefined,
  installFailedLine: undefined,
}

/** So many prompts of one user on one host are no accident. */
const PROMPTS_MIN = 3

const MARKS: readonly Mark<State>[] = [
  {
    pattern: /^asciinema: (?:recording |press |asciicast )/,
    turn(state) {
      state.isRecognised = true
      return { speaker: 'output', next: 'output' }
    },
  },
  {
    pattern: /^(?:\([\w.-]{1,40}\) )?([\w.-]{1,64}@[\w.-]{1,64}):[^\s#$]{0,256}[#$](?: (.*))?$/,
    turn: (state, match, line) => prompt(state, { host: match[1] ?? '', command: match[2] ?? '', line: line.number }),
  },
  {
    pattern: /^(?:\[([\w.-]{1,64}@[\w.-]{1,64}) [^\]]{1,256}\]|((?:bash|sh)-\d\.\d{1,2}))[#$](?: (.*))?$/,
    turn: (state, match, line) =>
      prompt(state, { host: match[1] ?? match[2] ?? '', command: match[3] ?? '', line: line.number }),
  },
  {
    pattern: /^INSTALL_FAIL(?:ED|URE)?$/,
    turn(state, _match, line) {
      state.installFailedLine = line.number
      return undefined
    },
  },
  {
    pattern: /^diff --git /,
    turn: (state) => (state.isRecognised ? { speaker: 'quoted', next: 'quoted' } : undefined),
  },
]

function read(state: State, line: OfferedLine): SpeakerTurn | undefined {
  const turn = state.agent?.isRunning ? state.agent.read(line) : undefined
  return turn ?? readMarks(MARKS, state, line)
}

interface Prompt {
  readonly host: string
  readonly command: string
  readonly line: number
}

function prompt(state: State, { host, command, line }: Prompt): SpeakerTurn | undefined {
  // The agent's own commands can show prompts of other machines.
  if (state.agent?.isRunning && host !== state.host) return undefined
  state.prompts = host === state.host || state.isRecognised ? state.prompts + 1 : 1
  state.host = host
  state.isRecognised ||= state.prompts >= PROMPTS_MIN
  state.agent?.stop()
  const program = launchedAgent(command)
  if (program !== undefined) return launch(state, program, { host, command, line })
  if (!state.isRecognised) return undefined
  return { speaker: 'command', next: isReading(command) ? 'quoted' : 'output' }
}

function launch(state: State, program: string, { command, line }: Prompt): SpeakerTurn {
  state.agent = new StartedAgent(program, line, state.agents)
  state.isRecognised = true
  return { speaker: 'command', next: hasOpenQuote(command) ? 'task' : 'output' }
}

function toRun({ agent, installFailedLine }: State): AgentRun {
  return withInstallation(agent === undefined ? { steps: 0, facts: [] } : agent.end(), installFailedLine)
}

/** A failed installation matters only where no step came after it. */
function withInstallation(run: AgentRun, line: number | undefined): AgentRun {
  if (line === undefined || run.facts.some(({ kind }) => kind === 'submitted')) return run
  if (run.steps > 0 && run.facts.every(({ kind }) => kind !== 'never_started')) return run
  const fact: AgentFact = neverStartedFact('The installation of the agent failed.', line)
  return { agent: run.agent ?? 'agent', steps: 0, facts: [fact] }
}
