// The report on the README's first screen: what the command prints about a recorded log, 80 columns wide.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LOG = 'examples/jobs/vitest-failing/output.log'

/** A block of Markdown: the command, and what it writes where no terminal says how wide it is. */
export async function renderExampleReport(): Promise<string> {
  const main = join(ROOT, 'src', 'cli', 'main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, 'check', LOG], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] },
  })
  return `\`\`\`text\n$ postflight check ${LOG}\n${stdout.trimEnd()}\n\`\`\``
}
