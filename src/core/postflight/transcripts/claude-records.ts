// Claude Code: `--output-format stream-json` and the session files under ~/.claude/projects.

import { limitFact, neverStartedFact, noFinishFact } from './facts.ts'
import { type JsonObject, textOf, toNumber, toObject, toObjects, toText } from './json-value.ts'
import { noteSource, type RecordReader, type RunState } from './record-reader.ts'
import { say, sayCommand, sayOutput, sourceOf } from './spoken.ts'
import type { AgentFact, SpokenLine } from './transcript.ts'

export const CLAUDE_RECORDS: RecordReader = {
  agent: 'Claude Code',
  recognises(record) {
    const { type, subtype, session_id: stream, sessionId: file } = record
    if (typeof (stream ?? file) !== 'string') return false
    return (type === 'system' && subtype === 'init') || isMessage(record)
  },
  read(record, run, line) {
    if (record['type'] === 'system' && record['subtype'] === 'init') run.announcesEnd = true
    if (record['type'] === 'result') return readResult(record, run, line)
    if (!isMessage(record)) return []
    const message = toObject(record['message'])
    return record['type'] === 'assistant' ? readAssistant(message, run) : readUser(message, run)
  },
}

function isMessage({ type, message }: JsonObject): boolean {
  return (type === 'assistant' || type === 'user') && toObject(message)?.['content'] !== undefined
}

function readAssistant(message: JsonObject | undefined, run: RunState): readonly SpokenLine[] {
  const content = message?.['content']
  if (typeof content === 'string') return say('agent', content)
  return toObjects(content).flatMap((part) => {
    if (part['type'] === 'tool_use') return readCall(part, run)
    return say('agent', toText(part['text']) || toText(part['thinking']))
  })
}

/** Tools that answer with what stands in files or on pages, or with their own echo of an edit. */
const QUOTING =
  /^(?:Read|Grep|Glob|LS|NotebookRead|WebFetch|WebSearch|Edit|MultiEdit|Write|NotebookEdit|TodoWrite|ToolSearch|Skill)$/

function readCall(part: JsonObject, run: RunState): readonly SpokenLine[] {
  run.steps++
  const name = toText(part['name'])
  const input = toObject(part['input'])
  const command = toText(input?.['command'])
  if (name === 'Bash' || command !== '') {
    noteSource(run, toText(part['id']), sourceOf(command))
    return sayCommand(command)
  }
  noteSource(run, toText(part['id']), QUOTING.test(name) ? 'quoted' : 'output')
  const target = ['file_path', 'notebook_path', 'path', 'pattern', 'url', 'query'].map((key) => toText(input?.[key]))
  return sayCommand(`${name} ${target.find((text) => text !== '') ?? ''}`.trim())
}

function readUser(message: JsonObject | undefined, run: RunState): readonly SpokenLine[] {
  const content = message?.['content']
  if (typeof content === 'string') return say('task', content)
  return toObjects(content).flatMap((part) => {
    if (part['type'] !== 'tool_result') return say('task', toText(part['text']))
    const source = run.sources.get(toText(part['tool_use_id'])) ?? 'output'
    const answer = sayOutput(textOf(part['content']), part['is_error'] === true ? 'output' : source)
    return answer
  })
}

function readResult(record: JsonObject, run: RunState, line: number): readonly SpokenLine[] {
  run.end = endOf(record, run, line)
  // The text repeats the last message; only where no message came, it is news.
  return run.steps === 0 ? say('output', toText(record['result'])) : []
}

function endOf(record: JsonObject, run: RunState, line: number): AgentFact {
  const subtype = toText(record['subtype'])
  if (subtype.startsWith('error_max_turns')) return limitFact('steps', line)
  if (subtype.startsWith('error_max_budget')) return limitFact('cost', line)
  const isError = record['is_error'] === true || subtype.startsWith('error')
  if (!isError) return { kind: 'submitted', line, text: 'The agent ended its run by itself.' }
  if (run.steps > 0 || (toNumber(record['num_turns']) ?? 0) > 1) return noFinishFact('The run ended in an error.', line)
  return neverStartedFact('The first call of the language model failed, and nothing followed.', line)
}
