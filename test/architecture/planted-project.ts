// A little project in a temporary folder with files where the real one has them, cruised under the real rules.

import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IFlattenedRuleSet } from 'dependency-cruiser'
import { onTestFinished } from 'vitest'

export interface Rule {
  readonly name: string
  readonly comment?: string
}

export interface Violation {
  readonly rule: string
  readonly from: string
}

const { default: config } = (await import(new URL('../../.dependency-cruiser.mjs', import.meta.url).href)) as {
  default: { readonly forbidden: readonly Rule[]; readonly options: object }
}
export const rules = config.forbidden

/** The violations in a project that holds these files, by path and text. */
export async function violationsOf(files: Readonly<Record<string, string>>): Promise<Violation[]> {
  const baseDir = await plant(files)
  const { output } = await cruise(['src', 'workers'], {
    ...config.options,
    baseDir,
    tsConfig: { fileName: join(baseDir, 'tsconfig.json') },
    validate: true,
    ruleSet: { forbidden: config.forbidden } as IFlattenedRuleSet,
  })
  if (typeof output === 'string') throw new Error(`Expected an analysis, got ${output}`)
  return output.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))
}

async function plant(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'planted-')))
  onTestFinished(() => rm(root, { recursive: true }))
  const all = { 'workers/all.ts': '', 'tsconfig.json': '{}', 'package.json': manifest(files), ...files }
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

/** Lists every package that stands in node_modules, except those named “unlisted”. */
function manifest(files: Readonly<Record<string, string>>): string {
  const packages = Object.keys(files)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined && name !== 'unlisted')
    .map((name) => [name, '*'])
  const isTool = ([name]: (string | undefined)[]) => name === 'a-tool'
  return JSON.stringify({
    dependencies: Object.fromEntries(packages.filter((entry) => !isTool(entry))),
    devDependencies: Object.fromEntries(packages.filter(isTool)),
  })
}
