// Holds claims against what the log shows. `supported` and `contradicted` need a line that says so; what the log does
// not show is `unproven`, and the evidence then names what is missing.

import { type CommandKind, isOfKind, toKnownParts } from '../commands/command-kinds.ts'
import type { Claim, ClaimKind, Evidence, JudgedClaim } from './claim.ts'

export function judgeClaims(claims: readonly Claim[], evidence: Evidence): readonly JudgedClaim[] {
  return claims.map((claim) => ({ ...claim, ...judge(claim, evidence) }))
}

type Judgement = Pick<JudgedClaim, 'support' | 'evidence' | 'evidence_line'>

function judge(claim: Claim, evidence: Evidence): Judgement {
  switch (claim.kind) {
    case 'tests_pass':
    case 'fixed':
      return judgeByTests(claim, evidence)
    case 'checks_green':
      return judgeByVerdict(evidence)
    default:
      return judgeByCommand(claim, DOING[claim.kind], evidence)
  }
}

const SAYS: Readonly<Record<ClaimKind, string>> = {
  tests_pass: 'Says tests pass',
  fixed: 'Says it is fixed',
  deployed: 'Says it is deployed',
  build_succeeds: 'Says the build succeeds',
  pushed: 'Says it is pushed',
  installed: 'Says it is installed',
  checks_green: 'Says all checks are green',
}

/** The last run counts, later ones than the claim included: the report is about the end of the log. */
function judgeByTests({ kind, line }: Claim, { testRuns, lastEditLine }: Evidence): Judgement {
  const says = SAYS[kind]
  const last = testRuns.at(-1)
  if (last === undefined) return { support: 'unproven', evidence: `${says}; no test was run.` }
  const run = `the last test run (line ${last.line})`
  const at = { evidence_line: last.line }
  if (lastEditLine !== undefined && lastEditLine > last.line) {
    const before = last.outcome === 'failed' ? `${run} failed, and no test` : 'no test'
    const evidence = `${says}; ${before} was run after the last edit (line ${lastEditLine}).`
    return { support: 'unproven', evidence, evidence_line: lastEditLine }
  }
  if (last.outcome === 'failed') {
    // A failing test need not be about what was fixed.
    return { support: kind === 'fixed' ? 'unproven' : 'contradicted', evidence: `${says}; ${run} failed.`, ...at }
  }
  if (last.line > line) return { support: 'unproven', evidence: `${says}; ${run} came after that.`, ...at }
  if (last.outcome === 'unknown') return { support: 'unproven', evidence: `${says}; ${run} shows no result.`, ...at }
  return { support: 'supported', evidence: `The last test run (line ${last.line}) passed.`, ...at }
}

function judgeByVerdict({ verdict }: Evidence): Judgement {
  const says = SAYS.checks_green
  if (verdict === 'failed') return { support: 'contradicted', evidence: `${says}; the job failed.` }
  if (verdict === 'passed') return { support: 'supported', evidence: 'The job passed.' }
  return { support: 'unproven', evidence: `${says}; the log shows no verdict on the job.` }
}

interface Doing {
  readonly commands: CommandKind
  /** What such a command is called in a sentence. */
  readonly name: string
}

const DOING = {
  deployed: { commands: 'publish', name: 'deployment' },
  build_succeeds: { commands: 'build', name: 'build' },
  pushed: { commands: 'push', name: '`git push`' },
  installed: { commands: 'install', name: 'installation' },
} satisfies Partial<Record<ClaimKind, Doing>>

function judgeByCommand({ kind, line }: Claim, { commands: wanted, name }: Doing, { commands }: Evidence): Judgement {
  const says = SAYS[kind]
  const last = commands.findLast((command) => command.line <= line && isOfKind(wanted, toKnownParts(command.text)))
  if (last === undefined) return { support: 'unproven', evidence: `${says}; no ${name} was run before that.` }
  const where = `the last ${name} (line ${last.line})`
  const at = { evidence_line: last.line }
  if (last.exitCode === undefined) return { support: 'unproven', evidence: `${says}; ${where} shows no result.`, ...at }
  if (last.exitCode === 0) return { support: 'supported', evidence: `T${where.slice(1)} succeeded.`, ...at }
  const evidence = `${says}; ${where} ended with exit code ${last.exitCode}.`
  return { support: 'contradicted', evidence, ...at }
}
