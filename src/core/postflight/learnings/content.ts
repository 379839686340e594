// What makes a text after a label a learning: words, a statement, and nobody's template, advice, code or test title.

import type { Speaker } from '../reading/log-line.ts'
import { CONTENT_WORDS_MIN } from './learning.ts'

/** Places that a template leaves to be filled in. */
const TEMPLATE =
  /^(?:tbd|tba|tbc|todo|n\/?a|none|unknown|unclear|nothing|pending|see |not (?:yet|found|known|determined|identified|applicable|available)|to be |describe|explain|write|list|provide|insert|fill|add your|your |a (?:brief|short) )\b/i
/** Also the heads of tables, and what leads to a listing. */
const PLACEHOLDER = /^[<[{(]| \| |:$|\{\{|<(?:your|describe|insert|the|a|solution|reason|cause|text|fill)\b/i
/** Values of settings, which a label of the same word introduces in a listing. */
const SETTING = /^(?:enabled|disabled|true|false|yes|no|on|off|null|undefined|\d[\d.,%]*)\b/i
const CODE =
  /[{;]$|^\w{1,40}(?:\[[^\]]{0,40}\])? ?[:+-]?= |^(?:return|import|from|def|class|const|let|var|function|public|private|assert)\s|^[\w.$]{1,120}(?:Exception|Error)\b/
/** Durations and counts at the end, as test runners print them after titles. */
const TEST_TITLE = /(?:\(\d[\d.]{0,8} ?m?s\)|\[\d{1,6}\/\d{1,6}\]|\.\.\. ?(?:ok|passed|failed|FAIL|PASS))$/i
/** What tools print as advice to whoever reads them. */
const ADVICE = /^(?:run|use|try|please|set|install|upgrade|update|check|add|make sure|consider|see|rerun|re-run) /i
/** Names what was touched or used, not what was done with it. */
const EMPTY =
  /\bby (?:modifying|changing|editing|updating|using|fixing) (?:the )?(?:file )?[`'"]?[\w./:@-]{1,200}(?:\(\))?[`'"]?\.?$|^(?:kept|left) .{0,100}(?:as (?:it|they|specified|is|before)|unchanged)/i
/** What whoever speaks is doing wrong at the moment says nothing of the work itself. */
const OWN_SLIP =
  /\b(?:we|i)(?:'re| are|'m| am) (?:trying|attempting) to\b|\b(?:my|our) (?:edit|patch|script|indentation|typo)\b/i
/** That something does not work is what was to be explained. */
const NO_CAUSE =
  /^(?:the )?(?:root )?(?:cause|issue|problem|error|bug) (?:is|was) that .{1,80}(?:n't|n’t| not) work(?:ing|ed)?\b(?! (?:with|when|because|if|on|in|for|unless|without|after|since)\b)/i
/** Changes as a list of commits names them. */
const COMMIT = /\(#\d{1,7}\)$|\([0-9a-f]{7,40}\)$/

export function isLearning(content: string, speaker: Speaker): boolean {
  const text = content.replace(/^[*_`'"]{1,3}/, '')
  if (countWords(text) < CONTENT_WORDS_MIN || /\?["')*]{0,3}$/.test(text)) return false
  if (NO_LEARNING.some((pattern) => pattern.test(text))) return false
  return speaker === 'agent' || !ADVICE.test(text)
}

const NO_LEARNING = [TEMPLATE, PLACEHOLDER, SETTING, CODE, TEST_TITLE, EMPTY, OWN_SLIP, NO_CAUSE, COMMIT]

const WORD = /[\p{L}\p{N}][^\s]{0,200}/gu

function countWords(text: string): number {
  const words = text.slice(0, 2_000).match(WORD) ?? []
  return words.filter((word) => /\p{L}/u.test(word)).length
}
