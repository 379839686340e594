// SWE-agent: DISCUSSION, ACTION and OBSERVATION, each on a line of its own, under numbered steps. Recognised by the
// head of a step or by two of its marks in their order, so that a log with a line `ACTION` is none.

import { limitFact, noFinishFact, noStepFact, type Submission, submissionFacts } from './facts.ts'
import { type Mark, readMarks } from './marked-reader.ts'
import { DIFF_FILE, Patch } from './patch.ts'
import { isReading } from './reading-command.ts'
import type { AgentFact, AgentRun, SpeakerTurn, TranscriptFormat } from './transcript.ts'

export const SWE_AGENT: TranscriptFormat = {
  name: 'SWE-agent',
  literals: [
    ...['thought', 'discussion', 'action', 'observation', '= step ', 'submit', 'exit_', 'exit due to', '[file: '],
    ...['diff --git', 'new file mode', 'autosubmitted', 'exited'],
  ],
  open() {
    const state: State = { ...NEW_STATE, patch: new Patch() }
    return { read: (line) => readMarks(MARKS, state, line), end: () => ({ agent: 'SWE-agent', ...toRun(state) }) }
  },
}

interface State {
  /** `maybe`: one mark was seen that other logs could hold too. */
  place: 'elsewhere' | 'maybe' | 'prose' | 'command' | 'output'
  steps: number
  isReading: boolean | undefined
  submission: Submission | undefined
  exit: AgentFact | undefined
  patch: Patch
}

const NEW_STATE: Omit<State, 'patch'> = {
  place: 'elsewhere',
  steps: 0,
  isReading: undefined,
  submission: undefined,
  exit: undefined,
}

/** Loguru's and rich's level and an emoji may stand before a mark. */
const BEFORE = String.raw`^(?:\S{1,4} )?(?:(?:TRACE|DEBUG|INFO|WARN|WARNING) {1,6})?(?:\P{ASCII}{1,4} {1,2})?`

const MARKS: readonly Mark<State>[] = [
  {
    pattern: new RegExp(`${BEFORE}(?:Step \\d{1,5} THOUGHT|=+ ?STEP \\d{1,5} ?=+)$`, 'u'),
    turn: (state) => beginStep(state),
  },
  {
    pattern: new RegExp(`${BEFORE}(?:THOUGHT|DISCUSSION)(?: \\([\\w ]{1,30}\\))?:?$`, 'u'),
    turn: (state) => prose(state),
  },
  { pattern: new RegExp(`${BEFORE}ACTION(?: \\([\\w ]{1,30}\\))?:?$`, 'u'), turn: (state) => action(state) },
  { pattern: new RegExp(`${BEFORE}OBSERVATION:?$`, 'u'), turn: (state) => observation(state) },
  { pattern: /^\s{0,12}submit\s{0,4}$/, turn: (state, _match, line) => submit(state, line.number) },
  {
    pattern: /^\s{0,12}(exit_(\w{1,40})|Exit(?:ing)? due to (?:total )?([\w ]{1,60}?)(?: limit)?)$/,
    turn: (state, match, line) => leave(state, match[2] ?? match[3] ?? '', line.number),
  },
  {
    pattern: DIFF_FILE,
    turn(state, match, line) {
      if (state.place !== 'output') return undefined
      if (state.submission !== undefined) state.patch.addFile(match[1] as string, line.number)
      return { speaker: 'quoted', next: 'quoted' }
    },
  },
  {
    pattern: /^new file mode /,
    turn(state) {
      if (state.submission !== undefined) state.patch.markNew()
      return undefined
    },
  },
  {
    pattern: /^\[File: .{1,1024} \(\d{1,9} lines total\)/,
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

function beginStep(state: State): SpeakerTurn {
  Object.assign(state, { place: 'prose', isReading: undefined, submission: undefined, exit: undefined })
  state.steps++
  return { speaker: 'agent', next: 'agent' }
}

function prose(state: State): SpeakerTurn | undefined {
  if (state.place === 'elsewhere' || state.place === 'maybe') {
    state.place = 'maybe'
    return undefined
  }
  // Without numbered heads, the thought begins the step.
  if (state.place === 'output') return beginStep(state)
  return { speaker: 'agent', next: 'agent' }
}

function action(state: State): SpeakerTurn | undefined {
  if (state.place === 'elsewhere') return undefined
  if (state.place === 'maybe') state.steps++
  Object.assign(state, { place: 'command', isReading: undefined })
  return { speaker: 'agent', next: 'command' }
}

function observation(state: State): SpeakerTurn | undefined {
  if (state.place !== 'command') return undefined
  state.place = 'output'
  return { speaker: 'output', next: state.isReading ? 'quoted' : 'output' }
}

function submit(state: State, line: number): SpeakerTurn | undefined {
  if (state.place !== 'command') return undefined
  state.submission = { line, hasPatch: true }
  return { speaker: 'command', next: 'command' }
}

const LIMITS: Readonly<Record<string, string>> = {
  cost: 'cost',
  context: 'context',
  'context window': 'context',
  total_execution_time: 'time',
  'execution time': 'time',
  command_timeout: 'time',
  'multiple consecutive command timeouts': 'time',
}

function leave(state: State, why: string, line: number): SpeakerTurn | undefined {
  if (state.place !== 'command' && state.place !== 'prose') return undefined
  const limit = LIMITS[why]
  const speaker = state.place === 'command' ? 'command' : 'agent'
  state.exit ??= limit === undefined ? noFinishFact(`The agent gave up: ${why}.`, line) : limitFact(limit, line)
  return { speaker, next: speaker }
}

function toRun({ place, steps, exit, submission, patch }: State): AgentRun {
  if (place === 'elsewhere' || place === 'maybe') return { steps: 0, facts: [] }
  if (exit !== undefined) return { steps, facts: [exit] }
  if (submission !== undefined) return { steps, facts: submissionFacts(submission, patch) }
  if (steps === 0) return { steps, facts: [noStepFact('The agent took no step.')] }
  return { steps, facts: [noFinishFact('The agent never submitted: its last action is not `submit`.')] }
}
