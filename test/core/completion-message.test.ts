import { describe, expect, it } from 'vitest'
import { parseCompletionMessage } from '../../src/core/completion-message.ts'

describe('parseCompletionMessage', () => {
  it('takes null as absent and ignores fields it does not know', () => {
    const message = parseCompletionMessage({ job_id: 'a', exit_code: null, project: null, task: null, color: 'red' })
    expect(message).toEqual({
      identity: { jobId: 'a', runAttempt: 1 },
      exitCode: undefined,
      project: undefined,
      task: undefined,
      notes: [],
    })
  })

  it.each([
    [137, 137],
    ['137', 137],
    ['-1', -1],
  ])('reads exit_code %j', (exit_code, expected) => {
    expect(parseCompletionMessage({ job_id: 'a', exit_code }).exitCode).toBe(expected)
  })

  it('cuts a long task at whole characters and says so', () => {
    const message = parseCompletionMessage({ job_id: 'a', task: '😀'.repeat(501) })
    expect([...(message.task ?? '')]).toHaveLength(500)
    expect(message.notes).toEqual(["The message's task was cut from 501 to 500 characters"])
  })

  it.each([
    [{ job_id: 'a/b' }, 'Expected job_id to be free of "/"'],
    [{}, 'Expected job_id to be a string, got nothing'],
    [{ job_id: 'a', exit_code: 1.5 }, 'Expected exit_code to be an integer or its decimal string, got 1.5'],
    [{ job_id: 'a', exit_code: 'one' }, 'Expected exit_code to be an integer or its decimal string, got "one"'],
    [{ job_id: 'a', run_attempt: 0 }, 'Expected run_attempt to be an integer of at least 1, got 0'],
    [{ job_id: 'a', project: 7 }, 'Expected project to be a string, got 7'],
    [{ job_id: 'a', log: 'text' }, 'Expected log to be absent: the field is reserved for a later release'],
    [{ job_id: 'a', schema_version: 2 }, 'Expected schema_version to be 1, the version this release reads, got 2'],
    ['text', 'Expected the message to be an object, got "text"'],
    [[], 'Expected the message to be an object, got []'],
  ])('refuses %j, naming the field, what was expected and what came', (data, reason) => {
    expect(() => parseCompletionMessage(data)).toThrow(reason)
  })

  it('names every problem at once', () => {
    expect(() => parseCompletionMessage({ job_id: 'a', exit_code: [], task: 1 })).toThrow(/exit_code.*; .*task/)
  })
})
