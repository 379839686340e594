// Labels as a file: `<folder>/labels.jsonl`.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type Label, parseLabels } from '../../core/evaluation/labels.ts'
import { isAbsent } from './open-inside.ts'

const LABEL_FILE = 'labels.jsonl'
const LABEL_FORM =
  'one JSON object a line as docs/eval.md describes it ({"job_id": …, "outcome": "success" or "failure"})'

/** Throws `usage.invalid` when there is no such file, and for wrong lines in it. */
export async function readLabelFile(folder: string): Promise<readonly Label[]> {
  const path = join(folder, LABEL_FILE)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const expected = `Expected labels at ${path}, ${LABEL_FORM}`
    throw new PostflightError('usage.invalid', `${expected}, got ${isAbsent(error) ? 'no such file' : String(error)}`)
  })
  return parseLabels(text, path)
}
