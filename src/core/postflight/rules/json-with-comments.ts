// JSON as VS Code and GitHub's runner read it: comments and commas at the end of a list are no mistakes.

/** Throws a SyntaxError whose positions are those of `text`. */
export function parseJsonWithComments(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  try {
    return JSON.parse(json)
  } catch {
    return JSON.parse(json.replace(COMMENTS, blankUnlessText).replace(LAST_COMMAS, blankUnlessText))
  }
}

const BYTE_ORDER_MARK = '\uFEFF'
/** Each alternative begins with a text, so that what looks like a comment inside one is left alone. */
const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g

function blankUnlessText(found: string): string {
  return found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')
}
