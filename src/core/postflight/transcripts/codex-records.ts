// Codex: the events of `codex exec --json` in their newer form (`item.completed`) and older form (`msg`), and the
// rollouts under ~/.codex/sessions (`response_item`).

import { neverStartedFact, noFinishFact } from './facts.ts'
import { type JsonObject, parseObject, textOf, toNumber, toObject, toObjects, toText } from './json-value.ts'
import { noteSource, type RecordReader, type RunState } from './record-reader.ts'
import { say, sayCommand, sayExitCode, sayOutput, sourceOf } from './spoken.ts'
import type { AgentFact, SpokenLine } from './transcript.ts'

export const CODEX_RECORDS: RecordReader = {
  agent: 'Codex',
  recognises(record) {
    if (record['type'] === 'thread.started') return typeof record['thread_id'] === 'string'
    if (record['type'] === 'session_meta') return toObject(record['payload'])?.['cwd'] !== undefined
    return /^(?:task_started|session_configured)$/.test(toText(toObject(record['msg'])?.['type']))
  },
  read(record, run, line) {
    const type = toText(record['type'])
    if (type === 'response_item') return readItem(toObject(record['payload']) ?? {}, run)
    const message = toObject(record['msg'])
    if (message !== undefined) return readMessage(message, run, line)
    run.announcesEnd ||= type === 'thread.started'
    if (type === 'turn.completed') run.end = finished(line)
    if (type === 'turn.failed') run.end = failed(run, line)
    return type === 'item.completed' ? readCompleted(toObject(record['item']) ?? {}, run) : []
  },
}

function finished(line: number): AgentFact {
  return { kind: 'submitted', line, text: 'The agent ended its turn by itself.' }
}

function failed(run: RunState, line: number): AgentFact {
  if (run.steps > 0) return noFinishFact("The agent's turn failed.", line)
  return neverStartedFact('The first turn of the agent failed, and nothing followed.', line)
}

function readCompleted(item: JsonObject, run: RunState): readonly SpokenLine[] {
  const type = toText(item['type'])
  if (type === 'agent_message' || type === 'reasoning') return say('agent', toText(item['text']))
  if (type === 'error') return say('output', toText(item['message']))
  if (type === 'file_change') return readChanges(item, run)
  if (type !== 'command_execution') return []
  run.steps++
  const command = unwrap(toText(item['command']))
  return [
    ...sayCommand(command),
    ...sayOutput(toText(item['aggregated_output']), sourceOf(command)),
    ...sayExitCode(toNumber(item['exit_code'])),
  ]
}

function readChanges(item: JsonObject, run: RunState): readonly SpokenLine[] {
  run.steps++
  return toObjects(item['changes']).flatMap(({ path }) => sayCommand(`Edit ${toText(path)}`))
}

function readMessage(message: JsonObject, run: RunState, line: number): readonly SpokenLine[] {
  const type = toText(message['type'])
  if (type === 'agent_message') return say('agent', toText(message['message']))
  if (type === 'agent_reasoning') return say('agent', toText(message['text']))
  if (type === 'user_message') return say('task', toText(message['message']))
  if (type === 'task_complete') run.end = finished(line)
  if (type === 'error' || type === 'turn_aborted') run.end = failed(run, line)
  if (type === 'exec_command_begin') {
    run.steps++
    const command = commandOf(message['command'])
    noteSource(run, toText(message['call_id']), sourceOf(command))
    return sayCommand(command)
  }
  if (type !== 'exec_command_end') return []
  const source = run.sources.get(toText(message['call_id'])) ?? 'output'
  const output = `${toText(message['stdout'])}${toText(message['stderr'])}` || toText(message['aggregated_output'])
  return [...sayOutput(output, source), ...sayExitCode(toNumber(message['exit_code']))]
}

function readItem(item: JsonObject, run: RunState): readonly SpokenLine[] {
  const type = toText(item['type'])
  if (type === 'message') return say(item['role'] === 'assistant' ? 'agent' : 'task', textOf(item['content']))
  if (type === 'function_call' || type === 'custom_tool_call') return readFunctionCall(item, run)
  if (type !== 'function_call_output' && type !== 'custom_tool_call_output') return []
  const source = run.sources.get(toText(item['call_id'])) ?? 'output'
  const raw = textOf(item['output']) || toText(toObject(item['output'])?.['content'])
  const inner = parseObject(raw)
  if (inner === undefined) return sayOutput(raw, source)
  return [
    ...sayOutput(toText(inner['output']), source),
    ...sayExitCode(toNumber(toObject(inner['metadata'])?.['exit_code'])),
  ]
}

function readFunctionCall(item: JsonObject, run: RunState): readonly SpokenLine[] {
  run.steps++
  const input = parseObject(toText(item['arguments']))
  const command = commandOf(input?.['command'] ?? input?.['cmd'])
  noteSource(run, toText(item['call_id']), sourceOf(command))
  return sayCommand(command === '' ? toText(item['name']) : command)
}

function commandOf(command: unknown): string {
  if (typeof command === 'string') return unwrap(command)
  const words = Array.isArray(command) ? command.map(toText) : []
  return /(?:^|\/)(?:ba|z)?sh$/.test(words[0] ?? '') ? (words.at(-1) ?? '') : words.join(' ')
}

/** `bash -lc 'npm test'` is `npm test`. */
function unwrap(command: string): string {
  const match = /^(?:\/\S{0,40}\/)?(?:ba|z)?sh -l?c (['"]?)(.*)\1$/s.exec(command)
  return match?.[2] ?? command
}
