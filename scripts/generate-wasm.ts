// npm run wasm:generate: compiles the assembly folder and writes it where the sources import it from.

import { writeFileSync } from 'node:fs'
import { compileLiteralFinder, MODULE_FILE } from './compile-wasm.ts'

writeFileSync(MODULE_FILE, await compileLiteralFinder())
