// `npm run docs:generate`: writes .env.example, the JSON schema of rule files and the generated parts of README.md and
// docs/. A test fails when they are stale.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  renderCommandReference,
  renderCommands,
  renderEnvExample,
  renderFullSettings,
  renderShortSettings,
} from './docs-tables.ts'
import { renderExampleReport } from './example-report.ts'
import { renderRuleFields, renderRuleSchema } from './rule-docs.ts'

export interface GeneratedFile {
  readonly path: string
  readonly current: string
  readonly wanted: string
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of generateDocs()) write(file)
  // It needs a process of its own, so that it is no part of what is generated at once.
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  write({ path: 'README.md', current: readme, wanted: fill(readme, 'report', await renderExampleReport()) })
}

function write({ path, current, wanted }: GeneratedFile): void {
  if (current !== wanted) writeFileSync(join(ROOT, path), wanted)
}

/** Every file with generated parts as it is and as it should be; documents that do not exist are left out. */
export function generateDocs(): readonly GeneratedFile[] {
  return [
    toGenerated('.env.example', () => renderEnvExample()),
    toGenerated('README.md', (text) => fill(fill(text, 'config', renderShortSettings()), 'cli', renderCommands())),
    toGenerated('docs/configuration.md', (text) => fill(text, 'config', renderFullSettings())),
    toGenerated('docs/cli.md', (text) => fill(text, 'cli', renderCommandReference())),
    toGenerated('docs/rules.md', (text) => fill(text, 'fields', renderRuleFields())),
    toGenerated('schema/rules.schema.json', () => renderRuleSchema()),
  ].filter((file) => file !== undefined)
}

function toGenerated(path: string, render: (current: string) => string): GeneratedFile | undefined {
  const file = join(ROOT, path)
  if (!existsSync(file)) return path.endsWith('.md') ? undefined : { path, current: '', wanted: render('') }
  const current = readFileSync(file, 'utf8')
  return { path, current, wanted: render(current) }
}

/** Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. */
function fill(text: string, name: string, content: string): string {
  const start = `<!-- ${name}:start -->`
  const end = `<!-- ${name}:end -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from)
    throw new Error(`Expected the file to hold ${start} and ${end}, got ${from < 0 ? 'none' : 'one'}`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}
