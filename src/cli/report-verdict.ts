// The first lines of a report: how the run ended, and the lines of the log that say so.

import { authorityName, exitCodeText, type Outcome } from '../core/formats/verdict-words.ts'
import type { Report, ReportVerdict } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { renderAbout } from './report-classic.ts'
import { cutLine, INDENT, item, type Page, renderLogLines } from './report-layout.ts'
import { toOneLine, wrap } from './table.ts'

/** `FAILED  score 24/100  exit code 1  build-812`, what the code says by itself, project and task, then the evidence or what was missing. */
export function renderVerdict(report: Report, page: Page): string[] {
  const { verdict } = report
  if (verdict === undefined) return []
  return [
    ...renderHeading(report, verdict, page),
    ...renderMeaning(report, page),
    ...renderAbout(report, page.width),
    ...renderEvidence(report, verdict, page),
  ]
}

/** In the outcome's colour. */
export function paintOutcome(outcome: Outcome, text: string): string {
  if (outcome === 'passed') return paint.green(text)
  return outcome === 'failed' ? paint.red(text) : paint.yellow(text)
}

function renderHeading(report: Report, { outcome }: ReportVerdict, { width }: Page): string[] {
  const mark = outcome.toUpperCase()
  const facts = `score ${report.quality_score}/100  ${exitCodeText(report)}`
  const attempt = report.run_attempt === 1 ? '' : `, attempt ${report.run_attempt}`
  const name = `${toOneLine(toPrintable(report.job_id)).trim()}${attempt}`
  const room = width - `${mark}  ${facts}  `.length
  const heading = `${paint.bold(paintOutcome(outcome, mark))}  ${facts}`
  // A long name gets a line of its own, where it may be copied from whole.
  return cutLine(name, room) === name ? [`${heading}  ${paint.bold(name)}`] : [heading, ...wrap(name, width)]
}

function renderMeaning(report: Report, { width }: Page): string[] {
  if (report.verdict?.exit_code_means === undefined) return []
  return wrap(toPrintable(`The exit code means: ${report.verdict.exit_code_means}`), width, INDENT)
}

type Word = ReportVerdict['because'][number]

function renderEvidence(report: Report, verdict: ReportVerdict, page: Page): string[] {
  if (verdict.because.length === 0) return renderNoEvidence(report, verdict, page)
  const confidence = verdict.confidence === 'high' ? '' : ` (${verdict.confidence} confidence)`
  return groupByVoice(verdict.because).flatMap((words, index) => {
    const sentence = `${sentenceOf(words[0], verdict.outcome)}${index === 0 ? confidence : ''}:`
    if (words[0].line === undefined) return wrap(toPrintable(`${sentence} ${words[0].text}`), page.width, INDENT)
    return [...wrap(toPrintable(sentence), page.width, INDENT), ...renderLogLines(words, page)]
  })
}

function renderNoEvidence(report: Report, { outcome, missing }: ReportVerdict, { width }: Page): string[] {
  if (outcome !== 'unknown') return wrap(`It was told how the job ended: ${exitCodeText(report)}.`, width, INDENT)
  const sentence = 'Nothing says how the run ended.'
  if (missing.length === 0) return wrap(sentence, width, INDENT)
  return [
    ...wrap(`${sentence} This would have decided:`, width, INDENT),
    ...missing.flatMap((text) => item(text, width)),
  ]
}

/** Words in a row that come from one voice and say the same. */
function groupByVoice(words: readonly Word[]): readonly (readonly [Word, ...Word[]])[] {
  const groups: [Word, ...Word[]][] = []
  for (const word of words) {
    const last = groups.at(-1)
    if (last?.[0].authority === word.authority && last[0].says === word.says) last.push(word)
    else groups.push([word])
  }
  return groups
}

function sentenceOf({ authority, says }: Word, outcome: Outcome): string {
  const who = authorityName(authority)
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} says ${says === outcome ? 'so' : `that it ${says}`}`
}
