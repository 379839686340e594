// Compiles the literal finder to WebAssembly.

import { main } from 'assemblyscript/asc'

const ENTRY = 'assembly/index.ts'
export const MODULE_FILE = 'src/core/postflight/reading/literal-finder-module.ts'
/** No garbage collector and no checks of ours: all memory is laid out once. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '2']

/** The source of `MODULE_FILE`. Rejects with the compiler's messages. */
export async function compileLiteralFinder(): Promise<string> {
  const messages: string[] = []
  let binary: Uint8Array | undefined
  const { error } = await main([ENTRY, '--outFile', 'module.wasm', ...OPTIONS], {
    stderr: { write: (message) => void messages.push(message.toString()) },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents
    },
  })
  if (error !== null || binary === undefined) throw new Error(`Expected ${ENTRY} to compile, got: ${messages.join('')}`)
  const base64 = Buffer.from(binary).toString('base64')
  return `// Generated from assembly/ by npm run wasm:generate.\n\nexport const LITERAL_FINDER_MODULE =\n  '${base64}'\n`
}
