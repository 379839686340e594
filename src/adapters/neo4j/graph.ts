// The knowledge graph in Neo4j: (Job)-[IN_PROJECT]->(Project)<-[LEARNED_FROM]-(Finding)<-[FOUND]-(Job).
// One transaction a job; a worker starts while the server is down, and finds it when it is back.

import { PostflightError } from '../../core/error.ts'
import type { GraphRecord } from '../../core/graph-record.ts'
import type { KnowledgeGraph, LearningsQuery, StoredCounts, StoredLearning } from '../../ports/knowledge-graph.ts'
import type { Logger } from '../../ports/logger.ts'
import { Connection, type ConnectionOptions, type Work } from './connection.ts'
import {
  AWAIT_INDEXES,
  CONSTRAINTS,
  COUNT_STORED,
  DELETE_STALE,
  LEARNINGS_OF_ALL,
  LEARNINGS_OF_PROJECT,
  MERGE_FINDINGS,
  MERGE_JOB,
} from './cypher.ts'
import { isAlreadyThere, isOutOfMemory } from './errors.ts'
import { type FindingRow, toFindingRow, toJobProperties } from './rows.ts'

export interface Neo4jGraphOptions extends ConnectionOptions {
  readonly logger: Logger
}

/** Does not connect yet. Throws `config.invalid` for a URL that is none. */
export function createNeo4jGraph(options: Neo4jGraphOptions): KnowledgeGraph {
  return new Neo4jGraph(options)
}

class Neo4jGraph implements KnowledgeGraph {
  readonly enabled = true
  readonly #connection: Connection
  readonly #logger: Logger
  /** The constraints of this process, being made or made. */
  #schema: Promise<void> | undefined

  constructor(options: Neo4jGraphOptions) {
    this.#connection = new Connection(options)
    this.#logger = options.logger
  }

  async record(record: GraphRecord): Promise<StoredCounts> {
    await this.#ensureSchema()
    try {
      return await this.#writeRows(record, record.findings.map(toFindingRow))
    } catch (error) {
      // A server that was away may come back as another one, without our constraints.
      if (error instanceof PostflightError && error.code === 'graph.unavailable') this.#schema = undefined
      throw error
    }
  }

  async learnings({ project, limit }: LearningsQuery): Promise<readonly StoredLearning[]> {
    const statement = project === undefined ? LEARNINGS_OF_ALL : LEARNINGS_OF_PROJECT
    const parameters = { project: project ?? null, limit: BigInt(limit) }
    return await this.#connection.read(
      async (transaction) =>
        (await transaction.run<StoredLearning>(statement, parameters)).records.map((row) => row.toObject()),
      { query: 'learnings' },
    )
  }

  async close(): Promise<void> {
    await this.#connection.close()
  }

  async #ensureSchema(): Promise<void> {
    this.#schema ??= this.#makeSchema()
    try {
      await this.#schema
    } catch (error) {
      this.#schema = undefined
      throw error
    }
  }

  async #makeSchema(): Promise<void> {
    for (const statement of CONSTRAINTS) await this.#runSchemaStatement(statement)
    await this.#runSchemaStatement(AWAIT_INDEXES)
  }

  async #runSchemaStatement(statement: string): Promise<void> {
    try {
      await this.#connection.write(async (transaction) => await transaction.run(statement), { query: 'schema' })
    } catch (error) {
      if (!isAlreadyThere(error instanceof PostflightError ? error.cause : error)) throw error
    }
  }

  /**
   * All rows in one transaction. Where that is more than the server has memory for, in halves: each sets
   * absolute values, so a repetition after a failure in between ends in the same graph.
   */
  async #writeRows(record: GraphRecord, rows: readonly FindingRow[]): Promise<StoredCounts> {
    try {
      return await this.#connection.write(toWork(record, rows), { jobId: record.job.id })
    } catch (error) {
      const cause = error instanceof PostflightError ? error.cause : error
      if (!isOutOfMemory(cause) || rows.length < 2) throw error
      this.#logger.warn('Neo4j has too little memory for one transaction: writing it in halves', {
        jobId: record.job.id,
        findings: rows.length,
      })
      const middle = Math.ceil(rows.length / 2)
      const first = await this.#writeRows(record, rows.slice(0, middle))
      const second = await this.#writeRows(record, rows.slice(middle))
      return { findings: first.findings + second.findings, relations: first.relations + second.relations }
    }
  }
}

function toWork(record: GraphRecord, findings: readonly FindingRow[]): Work<StoredCounts> {
  const { job, project } = record
  const shared = { project: project.id, key: job.key }
  return async (transaction) => {
    await transaction.run(MERGE_JOB, { ...shared, job: toJobProperties(job) })
    await transaction.run(DELETE_STALE, { ...shared, keys: record.findings.map((finding) => finding.key) })
    await transaction.run(MERGE_FINDINGS, { ...shared, findings })
    const keys = findings.map((finding) => finding.key)
    const counted = await transaction.run<StoredCounts>(COUNT_STORED, { ...shared, keys })
    return counted.records[0]?.toObject() ?? { findings: 0, relations: 0 }
  }
}
