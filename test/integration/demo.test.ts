// The demo, as the README shows it.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { postgres } from '../support/postgres.ts'

const ROOT = join(import.meta.dirname, '..', '..')

describe.skipIf(postgres().missing)('the demo', () => {
  it('prints what the README shows', { timeout: 60_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'dist', 'scripts', 'demo.js')], {
      cwd: ROOT,
    })
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
    const lines = stdout.split('\n').filter((line) => line.trim() !== '')
    const untimed = lines.filter((line) => !line.startsWith('Done in'))
    expect(untimed.length).toBeGreaterThan(15)
    expect(untimed.filter((line) => !readme.includes(line))).toEqual([])
  })
})
