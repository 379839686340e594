// What the documents name exists: files, headings, scripts, commands, settings and packages.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listSettings } from '../../scripts/docs-tables.ts'
import { buildProgram } from '../../src/cli/program.ts'

const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'examples/README.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

interface Package {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
const PACKAGE = JSON.parse(readFileSync('package.json', 'utf8')) as Package

const LINK = /\]\(([^)\s]+)\)/g
const SCRIPT = /\bnpm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g
const COMMAND = /(?:`|--no-install )postflight ([a-z]+)/g
const SETTING = /\b(?:POSTFLIGHT|TELEGRAM|NEO4J|REDIS)_[A-Z][A-Z_]*[A-Z]\b/g
const TEST_SETTING = /^POSTFLIGHT_TEST_/
/** Not the tail of a longer path, such as one below node_modules or in a URL. */
const PATH = /(?<![\w./:@-])(?:src|test|workers|scripts|bin|examples|docs)\/[\w./<>-]*/g

/** Names files of the project that the log is of. */
const EXAMPLE_REPORT = /<!-- report:start -->.*<!-- report:end -->/s

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(document, 'utf8')

  it('links to files and headings that are there', () => {
    const dead = all(text, LINK).filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(document, target))
    expect(dead).toEqual([])
  })

  it('names scripts that package.json has', () => {
    expect(all(text, SCRIPT).filter((name) => !(name in PACKAGE.scripts))).toEqual([])
  })

  it('names paths that exist', () => {
    expect(all(text.replace(EXAMPLE_REPORT, ''), PATH).filter((path) => !isThere(path.replace(/[./]+$/, '')))).toEqual(
      [],
    )
  })

  it('names commands that postflight has', () => {
    const commands = buildProgram('0.0.0', () => {}).commands.map((command) => command.name())
    expect(all(text, COMMAND).filter((name) => !commands.includes(name))).toEqual([])
  })

  it('names settings that postflight reads', () => {
    const names = listSettings().flatMap(({ settings }) => settings.map(({ name }) => name))
    const unknown = all(text, SETTING).filter((name) => !names.includes(name) && !TEST_SETTING.test(name))
    expect(unknown).toEqual([])
  })
})

describe('the dependencies of package.json', () => {
  const [, section = ''] = readFileSync('ARCHITECTURE.md', 'utf8').split('\n## Dependencies\n')
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  const named = rows.flatMap((row) => (row.split('|')[1] ?? '').split(/,| with /)).map((name) => name.trim())
  const shipped = Object.keys({ ...PACKAGE.dependencies, ...PACKAGE.optionalDependencies })

  it('each have a line in the table of ARCHITECTURE.md', () => {
    expect(shipped.filter((name) => !named.some((pattern) => matches(pattern, name)))).toEqual([])
  })

  it('are all that the table names', () => {
    const lines = named.filter((name) => name !== 'package' && !/^-+$/.test(name))
    expect(lines.filter((pattern) => !shipped.some((name) => matches(pattern, name)))).toEqual([])
  })

  it('are named below the table where they serve development, types aside', () => {
    const below = section.slice(section.indexOf('For development:'))
    const names = Object.keys(PACKAGE.devDependencies).filter((name) => !name.startsWith('@types/'))
    expect(names.filter((name) => !below.includes(name))).toEqual([])
  })
})

/** The first group that matched, else the whole match; each text once. */
function all(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].map((match) => match.slice(1).find((group) => group) ?? match[0])
  return [...new Set(found)]
}

function leadsSomewhere(document: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? document : join(dirname(document), file)
  if (!existsSync(path)) return false
  return anchor === undefined || (statSync(path).isFile() && anchorsOf(readFileSync(path, 'utf8')).includes(anchor))
}

/** As GitHub makes them of headings: lower case, without punctuation, blanks as hyphens. */
function anchorsOf(markdown: string): string[] {
  const headings = markdown.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} +(.*)$/gm)
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

/** `src/stages/<step>.ts` is there when something of that form is. */
function isThere(path: string): boolean {
  const gap = path.indexOf('<')
  if (gap < 0) return existsSync(path)
  const form = new RegExp(`^${path.slice(path.lastIndexOf('/', gap) + 1).replace(/<\w+>/g, '[\\w.-]+')}$`)
  const folder = dirname(path.slice(0, gap + 1))
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((entry) => form.test(String(entry)))
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}
