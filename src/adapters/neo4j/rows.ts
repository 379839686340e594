// Rows as Neo4j takes them. Whole numbers go over as bigint: the driver sends a plain number as a float.

import type { GraphFinding, GraphJob } from '../../core/graph-record.ts'
import type { ExitCode } from '../../core/report.ts'

/** The job's properties, its key aside. */
export function toJobProperties(job: GraphJob): Record<string, bigint | string | null> {
  return {
    id: job.id,
    run_attempt: BigInt(job.runAttempt),
    exit_code: toStoredExitCode(job.exitCode),
    quality_score: BigInt(job.qualityScore),
    finished_at: job.finishedAt,
  }
}

export interface FindingRow {
  readonly key: string
  readonly properties: Readonly<Record<string, bigint | string>>
}

export function toFindingRow(finding: GraphFinding): FindingRow {
  const properties = {
    name: finding.name,
    type: 'finding',
    content: finding.content,
    learning_type: finding.learningType,
    quality_score: BigInt(finding.qualityScore),
    source: finding.source,
  }
  return { key: finding.key, properties }
}

const INT64_BITS = 64

/** Neo4j's integers have 64 bits; an exit code beyond them is kept as text, digit by digit. */
function toStoredExitCode(exitCode: ExitCode | null): bigint | string | null {
  if (exitCode === null) return null
  const whole = BigInt(exitCode)
  return BigInt.asIntN(INT64_BITS, whole) === whole ? whole : String(whole)
}
