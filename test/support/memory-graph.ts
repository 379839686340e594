// A knowledge graph in memory, held to the same contract as the real ones.

import { PostflightError } from '../../src/core/error.ts'
import type { GraphRecord } from '../../src/core/graph-record.ts'
import type { KnowledgeGraph, StoredLearning } from '../../src/ports/knowledge-graph.ts'

export interface MemoryGraph extends KnowledgeGraph {
  /** Until `comeBack`, every call fails with `graph.unavailable`. */
  goAway(): void
  comeBack(): void
}

export function createMemoryGraph(): MemoryGraph {
  const jobs = new Map<string, GraphRecord>()
  let away = false
  const checkThere = () => {
    if (away) throw new PostflightError('graph.unavailable', 'Expected the graph in memory to answer, got its absence')
  }
  return {
    enabled: true,
    async record(record) {
      checkThere()
      jobs.set(record.job.key, structuredClone(record))
      return { findings: record.findings.length, relations: record.findings.length }
    },
    async learnings({ project, limit }) {
      checkThere()
      const wanted = [...jobs.values()].filter((row) => project === undefined || row.project.id === project)
      return wanted.toSorted(newestFirst).flatMap(toLearnings).slice(0, limit)
    },
    async close() {},
    goAway() {
      away = true
    },
    comeBack() {
      away = false
    },
  }
}

function newestFirst(a: GraphRecord, b: GraphRecord): number {
  return a.job.finishedAt < b.job.finishedAt ? 1 : -1
}

function toLearnings({ project, job, findings }: GraphRecord): StoredLearning[] {
  return findings.map(({ name, learningType, content, qualityScore }) => ({
    name,
    project: project.id,
    jobId: job.id,
    learningType,
    content,
    qualityScore,
    finishedAt: job.finishedAt,
  }))
}
