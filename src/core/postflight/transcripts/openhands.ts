// OpenHands: `**CmdRunAction (source=EventSource.AGENT, …)**` and `--BEGIN AGENT OBSERVATION--`, as its event log and
// its console print them. Its events as JSON are read with the other JSON transcripts.

import { limitFact, noFinishFact, noStepFact } from './facts.ts'
import { type Mark, readMarks } from './marked-reader.ts'
import { isReading } from './reading-command.ts'
import type { AgentFact, AgentRun, SpeakerTurn, TranscriptFormat } from './transcript.ts'

export const OPENHANDS: TranscriptFormat = {
  name: 'OpenHands',
  literals: [
    ...['action', 'observation', 'eventsource.', 'agentstate.', 'command:', 'thought:', 'code:', 'content:'],
    ...['maximum iteration', 'budget', 'agentstuckinloop', 'openhands:', 'diff --git'],
  ],
  open() {
    const state: State = { place: 'elsewhere', steps: 0, isReading: undefined, last: undefined, limit: undefined }
    return { read: (line) => readMarks(MARKS, state, line), end: () => ({ agent: 'OpenHands', ...toRun(state) }) }
  },
}

interface State {
  place: 'elsewhere' | 'log' | 'action' | 'command' | 'output' | 'quoted'
  steps: number
  isReading: boolean | undefined
  /** The last state of the agent that the log names. */
  last: { readonly name: string; readonly line: number } | undefined
  limit: AgentFact | undefined
}

const LIMIT =
  /^(?:.{0,120} )?(?:RuntimeError: |Error: |reason: )?(?:Agent reached maximum (iteration|budget)|(?:Task )?(budget) exceeded)/i

const MARKS: readonly Mark<State>[] = [
  { pattern: /^\*\*(\w{1,40})Action\b(.{0,200})$/, turn: (state, match) => act(state, match[1] ?? '', match[2] ?? '') },
  { pattern: /^\*\*(\w{1,40})Observation\b/, turn: (state, match) => observe(state, match[1] ?? '') },
  {
    pattern: /^--BEGIN AGENT OBSERVATION--$/,
    turn: (state) => enter(state, state.isReading ? 'quoted' : 'output'),
  },
  { pattern: /^--END AGENT OBSERVATION--$/, turn: (state) => enter(state, 'log') },
  // The heads of the event log, with or without the time that stands before them.
  { pattern: /^(?:\d\d:\d\d:\d\d )?(?:- )?(?:USER_)?(?:ACTION|OBSERVATION)$/, turn: (state) => enter(state, 'log') },
  { pattern: /^(?:COMMAND|CODE):/, turn: (state) => command(state) },
  {
    pattern: /\bAgentState\.[A-Z_]{1,40}(?: to AgentState\.([A-Z_]{1,40}))?/,
    turn(state, match, line) {
      if (state.place !== 'elsewhere' && match[1] !== undefined) state.last = { name: match[1], line: line.number }
      return undefined
    },
  },
  {
    pattern: LIMIT,
    turn(state, match, line) {
      if (state.place !== 'log') return undefined
      state.limit = limitFact(match[1]?.toLowerCase() === 'iteration' ? 'steps' : 'cost', line.number)
      return { speaker: 'output', next: 'output' }
    },
  },
  {
    pattern: /^diff --git /,
    turn: (state) => (state.place === 'output' ? { speaker: 'quoted', next: 'quoted' } : undefined),
  },
  {
    pattern: /./,
    turn(state, _match, line) {
      if (state.place === 'command' && state.isReading === undefined) state.isReading = isReading(line.text)
      return undefined
    },
  },
]

/** What an action's text is: of the agent where the source says so or nothing else is said. */
function act(state: State, name: string, rest: string): SpeakerTurn | undefined {
  // Bold prose can begin like this; the source or the end of the head tells.
  if (!rest.includes('source=EventSource.') && (state.place === 'elsewhere' || !rest.startsWith('**'))) return undefined
  const isUser = rest.includes('EventSource.USER')
  Object.assign(state, { place: 'action', isReading: undefined })
  if (name === 'AgentFinish') state.last = { name: 'FINISHED', line: 0 }
  if (!isUser && name !== 'Message') state.steps++
  return { speaker: 'output', next: isUser ? 'task' : 'agent' }
}

function observe(state: State, name: string): SpeakerTurn | undefined {
  if (state.place === 'elsewhere') return undefined
  if (/^File|^Browser|^Recall/.test(name)) return enter(state, 'quoted')
  // The command's metadata follow until its output begins.
  return enter(state, name === 'CmdOutput' ? 'log' : 'output')
}

function enter(state: State, place: 'log' | 'output' | 'quoted'): SpeakerTurn | undefined {
  if (state.place === 'elsewhere') return undefined
  state.place = place
  return { speaker: 'output', next: place === 'quoted' ? 'quoted' : 'output' }
}

function command(state: State): SpeakerTurn | undefined {
  if (state.place !== 'action') return undefined
  state.place = 'command'
  return { speaker: 'agent', next: 'command' }
}

function toRun({ place, steps, last, limit }: State): AgentRun {
  if (place === 'elsewhere') return { steps: 0, facts: [] }
  if (last?.name === 'FINISHED') {
    const line = last.line === 0 ? undefined : last.line
    return { steps, facts: [{ kind: 'submitted', line, text: 'The agent said that it has finished.' }] }
  }
  if (limit !== undefined) return { steps, facts: [limit] }
  if (steps === 0) return { steps, facts: [noStepFact('The agent took no step.')] }
  if (last === undefined || !ENDED_BADLY.has(last.name)) return { steps, facts: [] }
  return { steps, facts: [noFinishFact(`The agent ended in the state ${last.name}.`, last.line)] }
}

const ENDED_BADLY: ReadonlySet<string> = new Set(['ERROR', 'REJECTED'])
