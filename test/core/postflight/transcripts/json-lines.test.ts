import { describe, expect, test } from 'vitest'
import { readTranscript } from '../../../support/offered-lines.ts'

const jsonl = (...records: readonly unknown[]) => records.map((record) => JSON.stringify(record)).join('\n')
const spoken = (log: string) => readTranscript(log).lines.map(({ speaker, text }) => `${speaker}: ${text}`)

const INIT = { type: 'system', subtype: 'init', session_id: 's1', tools: ['Bash'] }
const assistant = (...content: readonly unknown[]) => ({ type: 'assistant', session_id: 's1', message: { content } })
const user = (content: unknown) => ({ type: 'user', session_id: 's1', message: { content } })
const call = (id: string, name: string, input: unknown) => ({ type: 'tool_use', id, name, input })
const answer = (tool_use_id: string, content: unknown) => ({ type: 'tool_result', tool_use_id, content })

describe('JSON transcripts of Claude Code', () => {
  test('unfold into what the agent, its commands, their output and files say', () => {
    const log = jsonl(
      INIT,
      user('Fix the build'),
      assistant({ type: 'text', text: 'I will look.' }, call('1', 'Bash', { command: 'npm test' })),
      user([answer('1', [{ type: 'text', text: 'Exit code 1\n2 failed' }])]),
      assistant(call('2', 'Read', { file_path: 'a.js' })),
      user([answer('2', 'throw error')]),
      assistant(call('3', 'Edit', { file_path: 'a.js', old_string: 'a', new_string: 'b' })),
    )
    expect(spoken(log)).toEqual([
      ...[
        'task: Fix the build',
        'agent: I will look.',
        'command: $ npm test',
        'output: Exit code 1',
        'output: 2 failed',
      ],
      ...['command: $ Read a.js', 'quoted: throw error', 'command: $ Edit a.js'],
    ])
  })

  test('unfold also behind the time stamps of a CI system', () => {
    const log = jsonl(INIT, user('Fix the build'), assistant({ type: 'text', text: 'I will look.' }))
    const stamped = log.replaceAll(/^/gm, '2024-05-01T12:00:00.1234567Z ')
    expect(spoken(stamped)).toEqual(spoken(log))
  })

  test('tell how the run ended', () => {
    const end = (...records: readonly unknown[]) => readTranscript(jsonl(INIT, ...records)).run
    const work = assistant(call('1', 'Bash', { command: 'ls' }))
    const result = (fields: object) => ({ type: 'result', session_id: 's1', ...fields })
    expect(end(work, result({ subtype: 'success', is_error: false, num_turns: 2 }))).toMatchObject({
      agent: 'Claude Code',
      steps: 1,
      facts: [{ kind: 'submitted', line: 3 }],
    })
    expect(end(work, result({ subtype: 'error_max_turns' }))?.facts[0]?.kind).toBe('limit_reached')
    expect(end(work)?.facts[0]?.kind).toBe('no_finish')
    const refused = result({ subtype: 'success', is_error: true, num_turns: 1, result: 'Invalid API key' })
    expect(end(refused)?.facts[0]?.kind).toBe('never_started')
  })

  test('say nothing of the end where their file never does', () => {
    const { session_id: _, ...rest } = assistant(call('1', 'Bash', { command: 'ls' }))
    expect(readTranscript(jsonl({ ...rest, sessionId: 's1' })).run).toMatchObject({ steps: 1, facts: [] })
  })
})

describe('JSON transcripts of Codex', () => {
  test('unfold events of `codex exec --json` with exit codes', () => {
    const item = (fields: object) => ({ type: 'item.completed', item: fields })
    const ran = {
      type: 'command_execution',
      command: "bash -lc 'go test ./...'",
      aggregated_output: 'ok pkg',
      exit_code: 0,
    }
    const log = jsonl(
      { type: 'thread.started', thread_id: 't' },
      item(ran),
      item({ type: 'file_change', changes: [{ path: 'a.go', kind: 'update' }] }),
      item({ type: 'agent_message', text: 'Done.' }),
      { type: 'turn.completed', usage: {} },
    )
    expect(spoken(log)).toEqual([
      ...['command: $ go test ./...', 'output: ok pkg', 'output: Exit code: 0', 'command: $ Edit a.go', 'agent: Done.'],
    ])
    expect(readTranscript(log).run).toMatchObject({ agent: 'Codex', steps: 2, facts: [{ kind: 'submitted', line: 5 }] })
  })

  test('unfold rollouts', () => {
    const item = (payload: object) => ({ type: 'response_item', payload })
    const log = jsonl(
      { type: 'session_meta', payload: { cwd: '/r' } },
      item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Go' }] }),
      item({ type: 'function_call', name: 'shell', call_id: 'c', arguments: '{"command":["bash","-lc","cat a"]}' }),
      item({ type: 'function_call_output', call_id: 'c', output: '{"output":"text","metadata":{"exit_code":0}}' }),
    )
    expect(spoken(log)).toEqual(['task: Go', 'command: $ cat a', 'quoted: text', 'output: Exit code: 0'])
  })

  test('say when the first turn failed', () => {
    const log = jsonl({ type: 'thread.started', thread_id: 't' }, { type: 'turn.failed', error: { message: 'quota' } })
    expect(readTranscript(log).run?.facts[0]?.kind).toBe('never_started')
  })
})

describe('JSON transcripts of OpenHands', () => {
  test('unfold events', () => {
    const log = jsonl(
      { id: 0, source: 'user', action: 'message', args: { content: 'Fix it' } },
      { id: 1, source: 'agent', action: 'run', args: { command: 'make', thought: 'I build.' } },
      {
        id: 2,
        source: 'agent',
        observation: 'run',
        content: 'boom',
        extras: { command: 'make', metadata: { exit_code: 2 } },
      },
      { id: 3, source: 'agent', action: 'finish', args: { final_thought: 'Done.' } },
    )
    expect(spoken(log)).toEqual([
      ...['task: Fix it', 'agent: I build.', 'command: $ make', 'output: boom', 'output: Exit code: 2', 'agent: Done.'],
    ])
    expect(readTranscript(log).run).toMatchObject({ steps: 1, facts: [{ kind: 'submitted', line: 4 }] })
  })
})

test('logs with JSON of other kinds are no transcripts', () => {
  const log = jsonl(
    { type: 'user', name: 'x' },
    { level: 'info', source: 'api', action: 'login' },
    { type: 'result', subtype: 'success' },
    { msg: { type: 'error' } },
  )
  expect(readTranscript(`${log}\n{"type":"assistant"\n{]}`).format).toBeUndefined()
})
