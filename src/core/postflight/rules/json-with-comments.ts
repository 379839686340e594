// JSON as VS Code and GitHub's runner read it: comments and commas at the end of a list are no mistakes.

import { parsePythonJson } from '../../python/parse-json.ts'

/** Throws a SyntaxError that names line and column. */
export function parseJsonWithComments(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  try {
    return JSON.parse(json)
  } catch {
    const plain = json.replace(COMMENTS, blankUnlessText).replace(LAST_COMMAS, blankUnlessText)
    try {
      return JSON.parse(plain)
    } catch (error) {
      throw placed(plain) ?? error
    }
  }
}

/** Our own parser says of every mistake where it is, the engine's only of some; undefined where only that finds one. */
function placed(json: string): SyntaxError | undefined {
  try {
    parsePythonJson(json)
    return undefined
  } catch (error) {
    const [, expected, position] =
      /^(.*) at position (\d+) of the JSON text$/.exec(String((error as Error).message)) ?? []
    if (expected === undefined) return undefined
    const before = json.slice(0, Number(position)).split('\n')
    return new SyntaxError(`${expected} at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`)
  }
}

const BYTE_ORDER_MARK = '\uFEFF'
/** Each alternative begins with a text, so that what looks like a comment inside one is left alone. */
const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g

function blankUnlessText(found: string): string {
  return found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')
}
