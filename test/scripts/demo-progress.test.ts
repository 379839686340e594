import { expect, test } from 'vitest'
import { createProgress } from '../../scripts/demo-progress.ts'

function setup(isTTY: boolean, total = 12) {
  const written: string[] = []
  const progress = createProgress(total, { isTTY, write: (text) => written.push(text) })
  return { progress, written }
}

test('writes one line per job where the output is no terminal', () => {
  const { progress, written } = setup(false)
  progress.advance('first')
  progress.advance('second')
  progress.end()

  expect(written).toEqual(['   1/12 first\n', '   2/12 second\n'])
})

test('moves one line on a terminal and clears it in the end', () => {
  const { progress, written } = setup(true, 2)
  progress.advance('first')
  progress.advance('second')
  progress.end()

  expect(written).toEqual([
    `\r\u001b[K  ${'░'.repeat(24)} 0/2 `,
    `\r\u001b[K  ${'█'.repeat(12)}${'░'.repeat(12)} 1/2 first`,
    `\r\u001b[K  ${'█'.repeat(24)} 2/2 second`,
    '\r\u001b[K',
  ])
})
