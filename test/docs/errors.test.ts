import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/core/error-codes.ts'

const sections = new Map(
  readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0], section] as const),
)

describe('docs/errors.md', () => {
  it('has one section per error code and no other', () => {
    expect([...sections.keys()].sort()).toEqual(Object.keys(ERROR_CODES).sort())
  })

  it.each(Object.entries(ERROR_CODES))('repeats what %s says of itself', (code, { hint, retryable }) => {
    const section = sections.get(code)
    expect(section).toContain(hint)
    expect(section).toContain(`Tried again: ${retryable ? 'yes' : 'no'}.`)
  })
})
