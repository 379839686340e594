import { expect, it } from 'vitest'
import { redactDeep } from '../../src/dashboard/redact-deep.ts'

const redactor = { redact: async (text: string) => text.replaceAll('hunter2', '[redacted:password]') }

it('redacts every text, wherever it stands, and leaves the rest', async () => {
  const value = {
    job_id: 'build-1',
    list: ['uses hunter2', { deep: 'hunter2 again' }],
    count: 3,
    done: true,
    none: null,
  }
  expect(await redactDeep(value, redactor)).toEqual({
    ...value,
    list: ['uses [redacted:password]', { deep: '[redacted:password] again' }],
  })
})

it('hides all that a field with a secret name holds, however deep', async () => {
  const value = {
    api_key: 'x',
    passwords: ['correct horse', 7, true],
    credentials: { value: 'correct horse', of: { whom: 'a' } },
    user: 'me',
  }
  expect(await redactDeep(value, redactor)).toEqual({
    api_key: '[redacted]',
    passwords: ['[redacted]', '[redacted]', true],
    credentials: { value: '[redacted]', of: { whom: '[redacted]' } },
    user: 'me',
  })
})

it('does not follow what is nested without end', async () => {
  let value: unknown = 'end'
  for (let depth = 0; depth < 100; depth += 1) value = [value]
  expect(JSON.stringify(await redactDeep(value, redactor))).toContain('(too deep to show)')
})
