// The knowledge graph: what was learnt, from which job, in which project.

import type { GraphRecord } from '../core/graph-record.ts'

export interface KnowledgeGraph {
  /** False when no graph is configured; `record` then stores nothing and says so by its counts. */
  readonly enabled: boolean
  /**
   * Writes one job's rows in one transaction of absolute values: twice equals once. Throws
   * `graph.unavailable`, `graph.credentials_refused` (wait), `graph.busy` (try again), `graph.rejected`.
   */
  record(record: GraphRecord): Promise<StoredCounts>
  /** Newest first. */
  learnings(query: LearningsQuery): Promise<readonly StoredLearning[]>
  close(): Promise<void>
}

/** Read back from the graph in the writing transaction, never assumed. */
export interface StoredCounts {
  readonly findings: number
  readonly relations: number
}

export interface LearningsQuery {
  readonly project?: string
  readonly limit: number
}

export interface StoredLearning {
  readonly name: string
  readonly project: string
  readonly jobId: string
  readonly learningType: string
  readonly content: string
  readonly qualityScore: number
  /** ISO 8601. */
  readonly finishedAt: string
}
