// Every statement that is sent to Neo4j. All of them set absolute values, so that a transaction which is
// committed twice changes nothing.

/** One hashed key per label: concurrent writers of one node meet at its constraint instead of making two. */
export const CONSTRAINTS = [
  'CREATE CONSTRAINT postflight_project_id IF NOT EXISTS FOR (n:Project) REQUIRE n.id IS UNIQUE',
  'CREATE CONSTRAINT postflight_job_key IF NOT EXISTS FOR (n:Job) REQUIRE n.key IS UNIQUE',
  'CREATE CONSTRAINT postflight_finding_key IF NOT EXISTS FOR (n:Finding) REQUIRE n.key IS UNIQUE',
] as const

/** Seconds to wait for the constraints' indexes to be filled, fewer than a transaction may take. */
export const AWAIT_INDEXES = 'CALL db.awaitIndexes(8)'

/** $project, $key, $job. */
export const MERGE_JOB = `
MERGE (p:Project {id: $project})
MERGE (j:Job {key: $key})
SET j += $job
MERGE (j)-[:IN_PROJECT]->(p)
WITH j, p
MATCH (j)-[former:IN_PROJECT]->(other) WHERE other <> p
DELETE former`

/** $project, $key, $findings [{key, properties}], sorted by key. */
export const MERGE_FINDINGS = `
MATCH (p:Project {id: $project})
MATCH (j:Job {key: $key})
UNWIND $findings AS row
MERGE (f:Finding {key: row.key})
SET f += row.properties
MERGE (f)-[:LEARNED_FROM]->(p)
MERGE (j)-[:FOUND]->(f)
WITH f, p
MATCH (f)-[former:LEARNED_FROM]->(other) WHERE other <> p
DELETE former`

/** $key, $keys: findings of an earlier analysis of this job that it no longer has. */
export const DELETE_STALE = `
MATCH (:Job {key: $key})-[:FOUND]->(f:Finding)
WHERE NOT f.key IN $keys
DETACH DELETE f`

/** $project, $key, $keys: what of these findings stands, as one row {findings, relations}. */
export const COUNT_STORED = `
UNWIND $keys AS findingKey
MATCH (:Job {key: $key})-[:FOUND]->(f:Finding {key: findingKey})
OPTIONAL MATCH (f)-[r:LEARNED_FROM]->(:Project {id: $project})
RETURN count(DISTINCT f) AS findings, count(DISTINCT r) AS relations`

const LEARNING_ROWS = `
MATCH (j)-[:FOUND]->(f:Finding)
RETURN f.name AS name, p.id AS project, j.id AS jobId, f.learning_type AS learningType,
       f.content AS content, f.quality_score AS qualityScore, j.finished_at AS finishedAt
ORDER BY j.finished_at DESC, j.key, f.name
LIMIT $limit`

/** $limit. */
export const LEARNINGS_OF_ALL = `MATCH (p:Project)<-[:IN_PROJECT]-(j:Job)${LEARNING_ROWS}`

/** $project, $limit. */
export const LEARNINGS_OF_PROJECT = `MATCH (p:Project {id: $project})<-[:IN_PROJECT]-(j:Job)${LEARNING_ROWS}`
