// Prints rechecked reports while they come: as text for people, or as one JSON document that is whole whenever it ends.

import type { Rechecked } from '../core/recheck/rechecked.ts'
import type { RecheckTally } from '../core/recheck/tally.ts'
import { outputColumns } from './output.ts'
import { renderRecheckSummary } from './recheck-summary.ts'
import { renderChanged } from './recheck-text.ts'

export interface RecheckList {
  add(rechecked: Rechecked): void
  /** After all reports or, when that failed, after some of them. */
  end(tally: RecheckTally, reached: 'all' | 'some'): void
}

interface ListOptions {
  /** The rules in force, as `postflight 1`. */
  readonly pack: string
  readonly print: (text: string) => void
}

export function createRecheckText({ pack, print }: ListOptions): RecheckList {
  const width = outputColumns()
  return {
    add: (rechecked) => {
      if (rechecked.kind === 'changed') print(`${renderChanged(rechecked, width).join('\n')}\n`)
    },
    end: (tally, reached) => {
      if (reached === 'all') print(renderRecheckSummary(tally, pack, width).join('\n'))
    },
  }
}

export function createRecheckJson({ pack, print }: ListOptions): RecheckList {
  let before = `{\n  "rules": ${JSON.stringify(pack)},\n  "reports": [\n    `
  return {
    add: (rechecked) => {
      const entry = toEntry(rechecked)
      if (entry === undefined) return
      // The comma in front, so that no text is held back until the next one comes.
      print(`${before}${renderValue(entry, 4)}`)
      before = '    ,'
    },
    end: (tally, reached) => {
      const summary = renderValue({ ...toCounts(tally), is_complete: reached === 'all' }, 2)
      print(`${before.startsWith('{') ? before.trimEnd() : '  '}],\n  "summary": ${summary}\n}`)
    },
  }
}

/** Unchanged reports are counted only. */
function toEntry(rechecked: Rechecked): object | undefined {
  switch (rechecked.kind) {
    case 'changed': {
      const { identity, changes, packs, end } = rechecked
      const result = end.replaceAll('-', '_')
      return { job_id: identity.jobId, run_attempt: identity.runAttempt, result, rule_pack: packs, changes }
    }
    case 'left': {
      const { name, why, message } = rechecked
      return { name, result: 'not_rechecked', reason: why, message }
    }
    default:
      return undefined
  }
}

function toCounts({ rechecked, changed, verdicts, replaced, logsChanged, overtaken, left }: RecheckTally) {
  const reasons = Object.fromEntries([...left].map(([why, { count }]) => [why, count]))
  const counts = { rechecked, changed, verdicts_changed: verdicts, unchanged: rechecked - changed, replaced }
  return { ...counts, log_changed: logsChanged, overtaken, not_rechecked: reasons }
}

/** Indented as a part of a document; exit codes beyond 2^53 as text. */
function renderValue(value: object, indentation: number): string {
  const text = JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member), 2)
  return text.replaceAll('\n', `\n${' '.repeat(indentation)}`)
}
