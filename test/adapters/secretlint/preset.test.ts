import { describe, expect, it } from 'vitest'
import { findByRules } from '../../../src/adapters/secretlint/preset.ts'
import { makeSecret } from './secret-kinds.ts'

const { text: TOKEN } = makeSecret('GitHub token', 1)

describe('recommended rules', () => {
  it('give the place of a secret and its kind', async () => {
    expect(await findByRules(`see ${TOKEN} here`)).toEqual([{ start: 4, end: 4 + TOKEN.length, kind: 'github' }])
  })

  it.each([0, 40_000, 49_140, 65_520, 200_000])('find a secret at offset %i of a long text', async (offset) => {
    const found = await findByRules(`${'a '.repeat(offset / 2)}${TOKEN}${' b'.repeat(30_000)}`)
    expect(found).toContainEqual({ start: offset, end: offset + TOKEN.length, kind: 'github' })
  })

  it.each(['secretlint-disable\n', '/* secretlint-disable */\n', 'secretlint-disable-next-line\n'])(
    'are not switched off by a comment in the log: %j',
    async (comment) => {
      expect(await findByRules(`${comment} ${TOKEN}`)).toHaveLength(1)
    },
  )
})
