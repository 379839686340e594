import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileLiteralFinder, MODULE_FILE } from '../../scripts/compile-wasm.ts'

it('the module that the sources import is the one that assembly/ compiles to', async () => {
  expect(readFileSync(MODULE_FILE, 'utf8')).toBe(await compileLiteralFinder())
}, 60_000)
