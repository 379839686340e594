import { createNeo4jGraph } from '../../src/adapters/neo4j/graph.ts'
import { createPostgresGraph } from '../../src/adapters/postgres/graph.ts'
import { findFreePort } from '../support/child-server.ts'
import { createMemoryGraph } from '../support/memory-graph.ts'
import { postgres, unreachablePool } from '../support/postgres.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { neo4j } from '../support/services.ts'
import { describeKnowledgeGraph } from './knowledge-graph.contract.ts'

describeKnowledgeGraph('memory', async () => {
  const unreachable = createMemoryGraph()
  unreachable.goAway()
  return { graph: createMemoryGraph(), unreachable, close: async () => undefined }
})

const shared = neo4j()

describeKnowledgeGraph(
  'Neo4j',
  async () => {
    const graph = createNeo4jGraph({ ...shared.get(), logger: createRecordingLogger(), concurrency: 8 })
    const uri = `bolt://127.0.0.1:${await findFreePort()}`
    const unreachable = createNeo4jGraph({ ...shared.get(), uri, logger: createRecordingLogger(), concurrency: 1 })
    return { graph, unreachable, close: async () => void (await Promise.all([graph.close(), unreachable.close()])) }
  },
  shared,
)

const tables = postgres()

describeKnowledgeGraph(
  'PostgreSQL',
  async () => {
    const database = await tables.get()()
    return {
      graph: createPostgresGraph(database.pool),
      unreachable: createPostgresGraph(unreachablePool()),
      close: async () => await database.close(),
    }
  },
  tables,
)
