#!/usr/bin/env node
// Starts the compiled command line.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../dist/src/cli/main.js', import.meta.url)
if (existsSync(fileURLToPath(main))) {
  await import(main.href)
} else {
  process.stderr.write('postflight is not built yet: run `npm run build` in its folder.\n')
  process.exitCode = 3
}
