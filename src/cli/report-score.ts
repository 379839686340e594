// A score as people see it: its colour, and where its points come from.

import type { Analysis } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { wrap } from './table.ts'

/** Green from here on; what is neither green nor red is yellow. */
export const GOOD_SCORE = 80
/** Red below. */
export const POOR_SCORE = 50

/** `35/100`, coloured by how good that is. */
export function paintScore(score: number): string {
  const text = `${score}/100`
  if (score >= GOOD_SCORE) return paint.green(text)
  return score >= POOR_SCORE ? paint.yellow(text) : paint.red(text)
}

/** `Score  24 = 30 (the run failed) −6 (3 errors that stand)`: the first points, then what was added and taken away. */
export function renderBreakdown(
  { quality_score: score, score_breakdown: items = [] }: Analysis,
  width: number,
): string[] {
  if (items.length === 0) return []
  const parts = items.map(({ points, reason }, index) => `${index === 0 ? points : signed(points)} (${reason})`)
  const lines = wrap(toPrintable(`${score} = ${parts.join(' ')}`), width, ' '.repeat(TITLE.length))
  return ['', ...lines.map((line, index) => (index === 0 ? paint.bold(TITLE) + line.trimStart() : line))]
}

const TITLE = 'Score  '

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`
}
