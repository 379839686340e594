// The tables: BullMQ's own, by its migrations, and ours, in the schema `postflight`. Run at every start.

import { runMigrations } from 'bullmq'
import type pg from 'pg'
import { toQueueError } from './errors.ts'

/**
 * One entry per version of our schema, applied in order, each once; never change one that was released.
 * Keys are hashes: a primary key takes at most 2,704 bytes, a project's name may be longer. An exit code is an
 * integer of any length, so it is numeric. `finished_at` stays the text that the report has, which sorts by time.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE postflight.claims (
    name text PRIMARY KEY,
    holder text NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE postflight.sent (
    name text PRIMARY KEY,
    sent_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE postflight.leases (
    name text PRIMARY KEY,
    until timestamptz NOT NULL
  );
  CREATE TABLE postflight.repairs (
    kind text PRIMARY KEY,
    count bigint NOT NULL
  );
  CREATE TABLE postflight.projects (
    key text PRIMARY KEY,
    id text NOT NULL
  );
  CREATE TABLE postflight.jobs (
    key text PRIMARY KEY,
    id text NOT NULL,
    run_attempt bigint NOT NULL,
    exit_code numeric,
    quality_score double precision NOT NULL,
    finished_at text COLLATE "C" NOT NULL,
    project_key text NOT NULL REFERENCES postflight.projects
  );
  CREATE TABLE postflight.findings (
    key text PRIMARY KEY,
    name text NOT NULL,
    type text NOT NULL DEFAULT 'finding',
    content text NOT NULL,
    learning_type text NOT NULL,
    quality_score double precision NOT NULL,
    source text NOT NULL,
    job_key text NOT NULL REFERENCES postflight.jobs,
    project_key text NOT NULL REFERENCES postflight.projects
  );
  CREATE INDEX jobs_by_time ON postflight.jobs (finished_at DESC);
  CREATE INDEX jobs_by_project ON postflight.jobs (project_key, finished_at DESC);
  CREATE INDEX findings_by_job ON postflight.findings (job_key);
  `,
]

/** Serialises starters; spells POST, then 2. The embedded server's presence lock is POST, 1. */
const MIGRATION_LOCK = [0x504f5354, 2] as const

/** Idempotent, and safe when several processes start at once. Throws `queue.unavailable`. */
export async function prepareSchema(pool: pg.Pool): Promise<void> {
  let client: pg.PoolClient | undefined
  try {
    client = await pool.connect()
    await runMigrations(client)
    await migrateOwn(client)
    client.release()
  } catch (error) {
    client?.release(true)
    throw toQueueError(error)
  }
}

async function migrateOwn(client: pg.PoolClient): Promise<void> {
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1, $2)', [...MIGRATION_LOCK])
  const version = await currentVersion(client)
  for (const migration of MIGRATIONS.slice(version)) await client.query(migration)
  if (version < MIGRATIONS.length) {
    await client.query('INSERT INTO postflight.schema_version VALUES ($1)', [MIGRATIONS.length])
  }
  await client.query('COMMIT')
}

async function currentVersion(client: pg.PoolClient): Promise<number> {
  const found = await client.query(`SELECT to_regclass('postflight.schema_version') IS NOT NULL AS found`)
  if (found.rows[0]?.found !== true) {
    await client.query('CREATE SCHEMA IF NOT EXISTS postflight')
    await client.query('CREATE TABLE postflight.schema_version (version integer PRIMARY KEY)')
  }
  const { rows } = await client.query('SELECT coalesce(max(version), 0)::int AS version FROM postflight.schema_version')
  return rows[0]?.version
}
