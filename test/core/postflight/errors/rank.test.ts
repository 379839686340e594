import { expect, test } from 'vitest'
import { readDefaultRules } from '../../../../src/adapters/rules/rule-files.ts'
import { packOf } from '../../../support/rule-pack.ts'

const pack = packOf(readDefaultRules())

function messagesOf(...lines: readonly string[]) {
  const reader = pack.open()
  reader.push(Buffer.from(`${lines.join('\n')}\n`))
  return reader.end({ exitCode: 1 }).errors.map((error) => (typeof error === 'string' ? error : error.message))
}

test('where a rule captured an empty message, the line is the message', () => {
  expect(messagesOf('src/Foo.hs:12:3: error:', '    Variable not in scope: left')).toEqual(['src/Foo.hs:12:3: error:'])
})

test('a name that stands in the message is not put before it', () => {
  expect(messagesOf('oom.sh: line 4: frobnicate: command not found')).toEqual(['frobnicate: command not found'])
})

test('the message of CMake is its paragraph', () => {
  const lines = ['CMake Error at CMakeLists.txt:3 (message):', '  shop is missing', '  since May', '', '-- done']
  const [message] = messagesOf(...lines)
  expect(message).toBe('shop is missing\n  since May')
})
