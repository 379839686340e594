// OpenHands: its events as JSON, one a line, with `source` and either `action` or `observation`.

import { limitFact, noFinishFact } from './facts.ts'
import { type JsonObject, toNumber, toObject, toText } from './json-value.ts'
import type { RecordReader, RunState } from './record-reader.ts'
import { say, sayCommand, sayExitCode, sayOutput, sourceOf } from './spoken.ts'
import type { SpokenLine } from './transcript.ts'

export const OPENHANDS_RECORDS: RecordReader = {
  agent: 'OpenHands',
  recognises: ({ source, action, observation, args, extras }) =>
    typeof source === 'string' &&
    ((typeof action === 'string' && toObject(args) !== undefined) ||
      (typeof observation === 'string' && toObject(extras) !== undefined)),
  read(record, run, line) {
    if (typeof record['action'] === 'string') return readAction(record, run, line)
    return typeof record['observation'] === 'string' ? readObservation(record, run, line) : []
  },
}

function readAction(record: JsonObject, run: RunState, line: number): readonly SpokenLine[] {
  const args = toObject(record['args']) ?? {}
  if (record['source'] !== 'agent') return say('task', toText(args['content']))
  const action = toText(record['action'])
  if (action === 'finish') run.end = { kind: 'submitted', line, text: 'The agent said that it has finished.' }
  if (action !== 'message' && action !== 'finish') run.steps++
  const prose = say('agent', toText(args['thought']) || toText(args['content']) || toText(args['final_thought']))
  const command = toText(args['command']) || toText(args['code'])
  if (action === 'run' || action === 'run_ipython') return [...prose, ...sayCommand(command)]
  return toText(args['path']) === '' ? prose : [...prose, ...sayCommand(`${action} ${toText(args['path'])}`)]
}

function readObservation(record: JsonObject, run: RunState, line: number): readonly SpokenLine[] {
  const kind = toText(record['observation'])
  const extras = toObject(record['extras'])
  const content = toText(record['content'])
  if (kind === 'agent_state_changed') return readState(toText(extras?.['agent_state']), run, line)
  if (/maximum iteration/.test(content) && kind === 'error') run.end = limitFact('steps', line)
  const exitCode = toNumber(toObject(extras?.['metadata'])?.['exit_code']) ?? toNumber(extras?.['exit_code'])
  const source = kind === 'read' || kind === 'edit' ? 'quoted' : sourceOf(toText(extras?.['command']))
  return [...sayOutput(content, source), ...sayExitCode(exitCode)]
}

function readState(state: string, run: RunState, line: number): readonly SpokenLine[] {
  if (state === 'error') run.end ??= noFinishFact('The agent ended in the state error.', line)
  return []
}
