// Labels as a file: `<folder>/labels.jsonl`.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import { type Label, parseLabels } from '../../core/evaluation/labels.ts'

const LABEL_FILE = 'labels.jsonl'

/** Throws `usage.invalid` when there is no such file, and for wrong lines in it. */
export async function readLabelFile(folder: string): Promise<readonly Label[]> {
  const path = join(folder, LABEL_FILE)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new PostflightError('usage.invalid', `Expected a file of labels at ${path}, got ${String(error)}`)
  })
  return parseLabels(text, path)
}
