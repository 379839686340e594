// What one report becomes in the knowledge graph: rows that any graph adapter can write in one transaction.

import { createHash } from 'node:crypto'
import { cleanText } from './clean-text.ts'
import type { ExitCode, Report } from './report.ts'
import { projectName, taskText } from './report-names.ts'

export interface GraphRecord {
  /** The id is `toProjectId` of the report's project. */
  readonly project: { readonly id: string }
  readonly job: GraphJob
  /** Sorted by key, so that two writers lock in one order. */
  readonly findings: readonly GraphFinding[]
}

export interface GraphJob {
  /** Hash of job id and attempt: the node's one unique key. The project is not part of it: it may change. */
  readonly key: string
  readonly id: string
  readonly runAttempt: number
  readonly exitCode: ExitCode | null
  readonly qualityScore: number
  /** ISO 8601: when the report was written. */
  readonly finishedAt: string
}

export interface GraphFinding {
  readonly key: string
  /** `learning_<job id>_<type>`, with `_2`, `_3` … where one job has several of a type. */
  readonly name: string
  readonly content: string
  readonly learningType: string
  readonly qualityScore: number
  /** `job:<job id>`. */
  readonly source: string
}

/** Code points of the task that a finding repeats, as in the classic script. */
const TASK_CHARACTERS_MAX = 100

/** Code points of a project's name that fit a unique index: PostgreSQL's take 2,704 bytes, Neo4j's about 8,000. */
const PROJECT_CHARACTERS_MAX = 500

/** Derived from the report alone, as text that every store takes: the same report always yields the same rows. */
export function toGraphRecord(report: Report): GraphRecord {
  const project = toProjectId(projectName(report))
  const jobKey = hashKey(report.job_id, String(report.run_attempt))
  return {
    project: { id: project },
    job: {
      key: jobKey,
      id: report.job_id,
      runAttempt: report.run_attempt,
      exitCode: report.exit_code,
      qualityScore: report.quality_score,
      finishedAt: report.timestamp,
    },
    findings: toFindings(report, jobKey).sort((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

/** A project's name as the graph keys it: a long one is cut and told apart by its hash. */
export function toProjectId(name: string): string {
  const clean = cleanText(name)
  const characters = [...clean]
  if (characters.length <= PROJECT_CHARACTERS_MAX) return clean
  return `${characters.slice(0, PROJECT_CHARACTERS_MAX).join('')}~${hashKey(clean)}`
}

function toFindings(report: Report, jobKey: string): GraphFinding[] {
  const seen = new Map<string, number>()
  return report.learnings.map((learning) => {
    const nth = (seen.get(learning.type) ?? 0) + 1
    seen.set(learning.type, nth)
    const name = `learning_${report.job_id}_${learning.type}${nth === 1 ? '' : `_${nth}`}`
    return {
      key: hashKey(jobKey, learning.type, String(nth)),
      name,
      content: cleanText(renderContent(report, learning.type, learning.content)),
      learningType: learning.type,
      qualityScore: report.quality_score,
      source: `job:${report.job_id}`,
    }
  })
}

function renderContent(report: Report, type: string, content: string): string {
  const task = [...taskText(report)].slice(0, TASK_CHARACTERS_MAX).join('')
  return [
    '',
    `Project: ${projectName(report)}`,
    `Task: ${task}`,
    `Type: ${type}`,
    `Learning: ${content}`,
    `Quality Score: ${report.quality_score}`,
    '',
  ].join('\n')
}

function hashKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}
