// mini-swe-agent: `mini-swe-agent (step N):`, THOUGHT, a fenced command, then `User:` with `<returncode>` and
// `<output>`. Recognised by the head of a step or by the greeting, which nothing else prints.

import { limitFact, neverStartedFact, noFinishFact, noStepFact, type Submission, submissionFacts } from './facts.ts'
import { type Mark, readMarks } from './marked-reader.ts'
import { REFUSAL_LITERALS, saysRefused } from './model-refusal.ts'
import { DIFF_FILE, Patch } from './patch.ts'
import { beginsHereDocument, isReading } from './reading-command.ts'
import type { AgentFact, AgentRun, SpeakerTurn, TranscriptFormat } from './transcript.ts'

export const MINI_SWE_AGENT: TranscriptFormat = {
  name: 'mini-swe-agent',
  literals: [
    ...['mini-swe-agent', 'system:', 'user:', '\n```', ' ```', '<returncode>', '<output', '</output', '<exception>'],
    ...['complete_task_and_submit', 'mini_swe_agent_final_output', 'diff --git', 'new file mode', 'saved trajectory'],
    ...['limitsexceeded', 'limits exceeded', 'timeexceeded', ...REFUSAL_LITERALS],
  ],
  open() {
    const state = newState()
    return {
      read: (line) => readMarks(state.place === 'elsewhere' ? OPENING : MARKS, state, line),
      end: () => ({ agent: 'mini-swe-agent', ...toRun(state) }),
    }
  },
}

interface State {
  place: 'elsewhere' | 'task' | 'prose' | 'command' | 'code' | 'answer' | 'output' | 'patch' | 'over'
  steps: number
  /** Of the step's command: whether its output is a quotation; undefined while nothing is known of it. */
  isReading: boolean | undefined
  isHereDocument: boolean
  submission: Submission | undefined
  patch: Patch
  limit: AgentFact | undefined
  refusedLine: number | undefined
}

function newState(): State {
  const unknown = { isReading: undefined, submission: undefined, limit: undefined, refusedLine: undefined }
  return { place: 'elsewhere', steps: 0, isHereDocument: false, patch: new Patch(), ...unknown }
}

const STEP: Mark<State> = {
  pattern: /^mini-swe-agent \(step (\d{1,6})(?:, ?\$[\d.]{1,12})?\):$/,
  turn(state) {
    // A submission after which the run goes on was not accepted.
    Object.assign(state, { place: 'prose', isReading: undefined, isHereDocument: false, submission: undefined })
    state.steps++
    return { speaker: 'agent', next: 'agent' }
  },
}

const GREETING: Mark<State> = {
  pattern: /^\S{0,4} ?This is mini-swe-agent version \S{1,40}$/,
  turn(state) {
    state.place = 'task'
    return { speaker: 'output', next: 'task' }
  },
}

const OPENING: readonly Mark<State>[] = [STEP, GREETING]

const MARKS: readonly Mark<State>[] = [
  STEP,
  { pattern: /^(?:System|User):$/, turn: (state) => answer(state) },
  { pattern: /^```(\w{0,40})/, turn: (state, match) => fence(state, match[1] ?? '') },
  {
    pattern: /COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT|MINI_SWE_AGENT_FINAL_OUTPUT/,
    turn(state, match, line) {
      if (state.place !== 'command') return undefined
      state.submission = { line: line.number, hasPatch: match.input.includes('git diff') }
      return { speaker: 'command', next: 'command' }
    },
  },
  { pattern: /^<returncode>-?\d{1,5}<\/returncode>$/, turn: (state) => enter(state, 'answer') },
  { pattern: /^\s{0,4}<output(?:_head|_tail)?>/, turn: (state) => output(state) },
  { pattern: /^<\/output>/, turn: (state) => enter(state, 'answer') },
  { pattern: DIFF_FILE, turn: (state, match, line) => diff(state, match[1] as string, line.number) },
  { pattern: /^new file mode /, turn: ({ place, patch }) => (place === 'patch' ? patch.markNew() : undefined) },
  { pattern: /^Saved trajectory to /, turn: (state) => enter(state, 'over') },
  {
    pattern: /^(?:Exit status: |exit_status: )?['"]?(?:LimitsExceeded|Limits exceeded\b|TimeExceeded)/,
    turn(state, match, line) {
      if (state.place === 'output' || state.place === 'prose' || state.place === 'task') return undefined
      state.limit = limitFact(match[0].includes('Time') ? 'time' : 'steps or cost', line.number)
      return { speaker: 'output', next: 'output' }
    },
  },
  { pattern: /./, turn: (state, _match, line) => other(state, line) },
]

function enter(state: State, place: State['place']): SpeakerTurn | undefined {
  if (state.place === 'task' && place !== 'over') return undefined
  state.place = place
  return { speaker: 'output', next: 'output' }
}

function answer(state: State): SpeakerTurn | undefined {
  if (state.place === 'output') return undefined
  if (state.steps === 0) return { speaker: 'task', next: 'task' }
  return enter(state, state.submission === undefined ? 'answer' : 'patch')
}

/** A fenced command is the step's; any other code in the thought is a quotation. */
function fence(state: State, language: string): SpeakerTurn | undefined {
  if (state.place !== 'prose' && state.place !== 'command' && state.place !== 'code') return undefined
  const opened = /^(?:bash|sh|shell|mswea_bash_command)$/.test(language) ? 'command' : 'code'
  state.place = state.place === 'prose' ? opened : 'prose'
  return { speaker: 'agent', next: NEXT[state.place] }
}

const NEXT = { prose: 'agent', command: 'command', code: 'quoted' } as const

function output(state: State): SpeakerTurn | undefined {
  if (state.place !== 'answer' && state.place !== 'prose') return undefined
  state.place = 'output'
  return { speaker: 'output', next: state.isReading ? 'quoted' : 'output' }
}

function diff(state: State, path: string, line: number): SpeakerTurn | undefined {
  if (state.place === 'patch') state.patch.addFile(path, line)
  return state.place === 'patch' || state.place === 'output' ? { speaker: 'quoted', next: 'quoted' } : undefined
}

/** Lines that are offered for what they may hold rather than for a mark. */
function other(state: State, { text, number }: { readonly text: string; readonly number: number }): undefined {
  if (state.place === 'task' && state.steps === 0 && saysRefused(text)) state.refusedLine = number
  if (state.place !== 'command' || state.isHereDocument) return undefined
  state.isReading = state.isReading !== false && isReading(text)
  state.isHereDocument = beginsHereDocument(text)
  return undefined
}

function toRun(state: State): AgentRun {
  return { steps: state.steps, facts: [...(state.limit === undefined ? [] : [state.limit]), ...endFacts(state)] }
}

function endFacts({ place, steps, submission, patch, refusedLine, limit }: State): readonly AgentFact[] {
  if (place === 'elsewhere') return []
  if (submission !== undefined) return submissionFacts(submission, patch)
  if (limit !== undefined) return []
  if (steps > 0) return [noFinishFact('The agent never submitted: its last step is not the final one.')]
  if (refusedLine === undefined) return [noStepFact('The agent took no step.')]
  return [neverStartedFact('The language model refused the first call, and nothing followed.', refusedLine)]
}
