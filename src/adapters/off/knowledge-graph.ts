// The knowledge graph where none is configured: stores nothing, and says so.

import type { KnowledgeGraph } from '../../ports/knowledge-graph.ts'

export function createGraphThatIsOff(): KnowledgeGraph {
  return {
    enabled: false,
    record: () => Promise.resolve({ findings: 0, relations: 0 }),
    learnings: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  }
}
