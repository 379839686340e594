// The knowledge graph as tables, for set-ups without Neo4j.

import { createHash } from 'node:crypto'
import type pg from 'pg'
import { cleanText } from '../../core/clean-text.ts'
import type { GraphFinding, GraphJob, GraphRecord } from '../../core/graph-record.ts'
import type { KnowledgeGraph, LearningsQuery, StoredCounts, StoredLearning } from '../../ports/knowledge-graph.ts'
import { toGraphError } from './errors.ts'

/** Needs the tables that `prepareSchema` makes. The pool stays its owner's: `close` leaves it open. */
export function createPostgresGraph(pool: pg.Pool): KnowledgeGraph {
  return {
    enabled: true,
    record: (record) => inTransaction(pool, (client) => write(client, record)),
    learnings: (query) => readLearnings(pool, query),
    close: async () => undefined,
  }
}

/** Two writers of one job wait for each other at the job's row, and lock everything after it in one order. */
async function write(client: pg.PoolClient, record: GraphRecord): Promise<StoredCounts> {
  const projectKey = keyOf(record.project.id)
  await upsertProject(client, projectKey, record.project.id)
  await upsertJob(client, projectKey, record.job)
  await deleteStaleFindings(client, record)
  await upsertFindings(client, projectKey, record)
  return countStored(client, record)
}

function keyOf(projectId: string): string {
  return createHash('sha256').update(cleanText(projectId)).digest('hex')
}

async function upsertProject(client: pg.PoolClient, key: string, id: string): Promise<void> {
  const sql = 'INSERT INTO postflight.projects (key, id) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING'
  await client.query(sql, [key, cleanText(id)])
}

async function upsertJob(client: pg.PoolClient, projectKey: string, job: GraphJob): Promise<void> {
  const sql = `
    INSERT INTO postflight.jobs (key, id, run_attempt, exit_code, quality_score, finished_at, project_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (key) DO UPDATE SET (id, run_attempt, exit_code, quality_score, finished_at, project_key) = (
      excluded.id, excluded.run_attempt, excluded.exit_code, excluded.quality_score, excluded.finished_at,
      excluded.project_key)`
  const exitCode = job.exitCode === null ? null : String(job.exitCode)
  await client.query(sql, [
    ...[job.key, cleanText(job.id), job.runAttempt, exitCode, job.qualityScore],
    ...[cleanText(job.finishedAt), projectKey],
  ])
}

/** Those of an earlier analysis of this job that it no longer has. */
async function deleteStaleFindings(client: pg.PoolClient, record: GraphRecord): Promise<void> {
  const sql = 'DELETE FROM postflight.findings WHERE job_key = $1 AND key <> ALL ($2)'
  await client.query(sql, [record.job.key, record.findings.map((finding) => finding.key)])
}

async function upsertFindings(client: pg.PoolClient, projectKey: string, record: GraphRecord): Promise<void> {
  const sql = `
    INSERT INTO postflight.findings (key, name, content, learning_type, quality_score, source, job_key, project_key)
    SELECT key, name, content, learning_type, quality_score, source, $7, $8
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[])
      AS row (key, name, content, learning_type, quality_score, source)
    ON CONFLICT (key) DO UPDATE SET (name, content, learning_type, quality_score, source, job_key, project_key) = (
      excluded.name, excluded.content, excluded.learning_type, excluded.quality_score, excluded.source,
      excluded.job_key, excluded.project_key)`
  await client.query(sql, [...toColumns(record.findings), record.job.key, projectKey])
}

function toColumns(findings: readonly GraphFinding[]): readonly unknown[] {
  return [
    findings.map((finding) => finding.key),
    findings.map((finding) => cleanText(finding.name)),
    findings.map((finding) => cleanText(finding.content)),
    findings.map((finding) => cleanText(finding.learningType)),
    findings.map((finding) => finding.qualityScore),
    findings.map((finding) => cleanText(finding.source)),
  ]
}

/** A relation is a finding's way to its project. */
async function countStored(client: pg.PoolClient, record: GraphRecord): Promise<StoredCounts> {
  const sql = `
    SELECT count(*)::int AS findings, count(project.key)::int AS relations
    FROM postflight.findings AS finding LEFT JOIN postflight.projects AS project ON project.key = finding.project_key
    WHERE finding.key = ANY ($1) AND finding.job_key = $2`
  const { rows } = await client.query(sql, [record.findings.map((finding) => finding.key), record.job.key])
  return { findings: rows[0]?.findings, relations: rows[0]?.relations }
}

async function readLearnings(pool: pg.Pool, query: LearningsQuery): Promise<readonly StoredLearning[]> {
  const sql = `
    SELECT finding.name, project.id AS "project", job.id AS "jobId", finding.learning_type AS "learningType",
      finding.content, finding.quality_score AS "qualityScore", job.finished_at AS "finishedAt"
    FROM postflight.findings AS finding
      JOIN postflight.jobs AS job ON job.key = finding.job_key
      JOIN postflight.projects AS project ON project.key = finding.project_key
    WHERE $1::text IS NULL OR project.key = $1
    ORDER BY job.finished_at DESC, job.key, finding.name
    LIMIT $2`
  try {
    const key = query.project === undefined ? null : keyOf(query.project)
    return (await pool.query(sql, [key, query.limit])).rows
  } catch (error) {
    throw toGraphError(error)
  }
}

async function inTransaction<T>(pool: pg.Pool, action: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient | undefined
  try {
    client = await pool.connect()
    await client.query('BEGIN')
    const result = await action(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // Closing the connection rolls back, whatever state it is in.
    client?.release(true)
    throw toGraphError(error)
  }
}
