import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const SAVE = 'declare function save(job: string): Promise<void>\n'

/** By rule a file that breaks it, each a way to lose a job quietly. */
const OFFENDERS: Readonly<Record<string, string>> = {
  'no-floating-promises': `${SAVE}export function run(): void {\n  save('a')\n}\n`,
  'no-misused-promises': `${SAVE}export function run(): void {\n  ;['a'].forEach(async (job) => {\n    await save(job)\n  })\n}\n`,
  'await-thenable': 'export async function run(): Promise<void> {\n  await 1\n}\n',
  'only-throw-error': "export function run(): never {\n  throw 'no'\n}\n",
  'prefer-promise-reject-errors': "export const run = (): Promise<never> => Promise.reject('no')\n",
  'switch-exhaustiveness-check':
    "export function run(kind: 'done' | 'retry'): void {\n  switch (kind) {\n    case 'done':\n      break\n  }\n}\n",
  'return-await': `${SAVE}export async function run(): Promise<void> {\n  try {\n    return save('a')\n  } catch {}\n}\n`,
}

/** What oxlint says about the file under the project's rules. */
async function lint(text: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'lost-promises-')))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "strict": true, "lib": ["ES2023"], "types": [] } }',
  )
  await writeFile(join(folder, 'planted.ts'), text)
  const oxlint = resolve('node_modules/.bin/oxlint')
  const args = ['--type-aware', '--format=unix', '--config', resolve('.oxlintrc.json'), 'planted.ts']
  return new Promise((done) => execFile(oxlint, args, { cwd: folder }, (_, stdout) => done(stdout)))
}

test.each(Object.entries(OFFENDERS))('%s is reported as an error', async (rule, text) => {
  expect(await lint(text)).toMatch(new RegExp(`planted\\.ts:\\d+:\\d+: .*\\[Error/typescript\\(${rule}\\)\\]`))
})

test('a file that waits for its promises is left alone', async () => {
  expect(await lint(`${SAVE}export async function run(): Promise<void> {\n  await save('a')\n}\n`)).not.toContain(
    'Error',
  )
})
