// How shells and CI systems show a command before they run it.

import { toParts } from '../transcripts/shell-command.ts'
import { TOOLS } from './tools.ts'

/** `root@host:/app# ls`, `bash-5.1$ ls`, `[me@host dir]$ ls`, `$ ls`; a bare `#` begins a comment. */
const PROMPT =
  /^(?:\([\w.-]{1,40}\) )?(?:(?:[\w.-]{1,64}@[\w.-]{1,64}:[^\s#$]{0,256}|\[[\w.-]{1,64}@[^\]]{1,256}\]|(?:ba)?sh-\d\.\d{1,2})[#$]|\$)(?: |$)/
const DOLLAR = /^\$ (?=[a-z./~("'{[])/
const TRACE = /^\+{1,3} (?=\S)/
/** npm's and yarn's echo of a script; the line before it names the package. */
const SCRIPT = /^> (?!@?[^\s@]{1,200}@[^\s@]{1,100} \S)(?=[\w./])/
const ACTIONS_GROUP = /^##\[group\]Run (?![\w.-]{1,100}\/[\w./-]{1,200}@\S)(?=\S)/

export const ECHO_LITERALS: readonly string[] = ['\n$ ', '\n+ ', '\n++ ', '\n+++ ', '\n> ', '##[group]Run ']

/** A transcript's line of a command without its prompt; whether it had one, and so begins a command. */
export function withoutPrompt(text: string): { readonly text: string; readonly hadPrompt: boolean } {
  const match = PROMPT.exec(text)
  return match === null ? { text, hadPrompt: false } : { text: text.slice(match[0].length), hadPrompt: true }
}

/** The command that a line of a CI log echoes. `+` and `>` stand before much else, so there the tool must be known. */
export function echoedCommand(text: string): string | undefined {
  for (const pattern of [DOLLAR, ACTIONS_GROUP]) {
    const match = pattern.exec(text)
    if (match !== null) return text.slice(match[0].length)
  }
  const match = TRACE.exec(text) ?? SCRIPT.exec(text)
  if (match === null) return undefined
  const command = text.slice(match[0].length)
  return TOOLS.has(toParts(command)[0]?.name ?? '') ? command : undefined
}
