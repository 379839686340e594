import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/core/error-codes.ts'

const src = new URL('../../src/', import.meta.url)
/** The two files that list codes without raising them. */
const LISTS = ['core/error-codes.ts', 'core/exit-code.ts']
const source = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !LISTS.includes(file))
  .map((file) => readFileSync(new URL(file, src), 'utf8'))
  .join('')

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

  it.each(Object.keys(ERROR_CODES))('describes %s because something raises it', (name) => {
    expect(source.includes(`'${name}'`)).toBe(true)
  })

  it.each(Object.entries(ERROR_CODES))('repeats what %s says of itself', (name, { hint, retryable }) => {
    const section = sections.get(name)
    expect(section).toContain(hint)
    expect(section).toContain(`Tried again: ${retryable ? 'yes' : 'no'}.`)
  })
})
