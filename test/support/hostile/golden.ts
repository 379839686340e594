// Expected reports of generated job folders, made once with the original script and kept compressed:
//   npx tsx test/support/hostile/golden.ts MODULE.py   writes them anew

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { parsePythonJson } from '../../../src/core/python/parse-json.ts'
import { renderJsonLine } from '../../../src/core/python/render-json.ts'
import { hostileJobs, writeHostileJobs } from './job-folders.ts'
import { askOracle, type Fields } from './oracle.ts'

export const GOLDEN_SEED = 20_240_611
export const GOLDEN_JOBS = 1_500
/** Stands in the golden for the folder that holds the jobs. */
const ROOT_MARK = '<root>'

/** By job, in order: the expected fields; undefined where the original script fails. */
export function readGolden(root: string): (Fields | undefined)[] {
  const text = brotliDecompressSync(readFileSync(goldenFile())).toString()
  const lines = text.replaceAll(ROOT_MARK, root).trimEnd().split('\n')
  return lines.map((line) => (parsePythonJson(line) as Fields).get('report') as Fields | undefined)
}

function goldenFile(): URL {
  return new URL('../../fixtures/classic/hostile-golden.jsonl.br', import.meta.url)
}

async function writeGolden(module: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'postflight-golden-'))
  const jobs = hostileJobs(GOLDEN_SEED, GOLDEN_JOBS)
  writeHostileJobs(join(root, 'jobs'), jobs)
  const answers = await askOracle(
    module,
    root,
    jobs.map(({ jobId }) => jobId),
  )
  rmSync(root, { recursive: true })
  const lines = answers.map((answer) => `${renderJsonLine(answer).replaceAll(root, ROOT_MARK)}\n`)
  writeFileSync(goldenFile(), brotliCompressSync(lines.join('')))
}

const [script, module] = process.argv.slice(1)
if (script === import.meta.filename && module !== undefined) await writeGolden(resolve(module))
