// What every knowledge graph promises; run on the fake in memory and on each real one.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toGraphRecord } from '../../src/core/graph-record.ts'
import type { ExitCode, Learning, Report } from '../../src/core/report.ts'
import { projectName } from '../../src/core/report-names.ts'
import type { KnowledgeGraph } from '../../src/ports/knowledge-graph.ts'
import { anAnalysis } from '../support/reports.ts'
import { contractTitle, type Service } from '../support/services.ts'

export interface GraphUnderTest {
  readonly graph: KnowledgeGraph
  /** A graph of the same kind whose server is away. */
  readonly unreachable: KnowledgeGraph
  /** Closes both and whatever they stand on. */
  close(): Promise<void>
}

/** `service`: what the implementation needs; where that is missing the suite is skipped and says why. */
export function describeKnowledgeGraph(name: string, setup: () => Promise<GraphUnderTest>, service?: Service<unknown>) {
  describe.skipIf(service?.missing)(contractTitle('knowledge graph', name, service), () => {
    let made: GraphUnderTest
    beforeAll(async () => {
      made = await setup()
    })
    afterAll(async () => await made?.close())
    itRecords(() => made.graph)
    itFinds(() => made.graph)
    itFails(() => made.unreachable)
  })
}

type Graph = () => KnowledgeGraph

function itRecords(graph: Graph): void {
  it('stores a job recorded twice once', async () => {
    const record = toGraphRecord(makeReport({ learnings: [INSIGHT, SOLUTION] }))
    const first = await graph().record(record)
    const second = await graph().record(record)
    expect([first, second]).toEqual([TWO, TWO])
    expect(await graph().learnings({ project: record.project.id, limit: 10 })).toHaveLength(2)
  })

  it('forgets what a newer analysis of the same job no longer says', async () => {
    const report = makeReport({ learnings: [INSIGHT, SOLUTION] })
    await graph().record(toGraphRecord(report))
    await graph().record(toGraphRecord({ ...report, learnings: [SOLUTION] }))
    expect((await learningsOf(graph(), report)).map((learning) => learning.content)).toHaveLength(1)
  })

  it('moves a job with its learnings when a newer analysis names another project', async () => {
    const report = makeReport({ project: `project-${randomUUID()}`, learnings: [INSIGHT, SOLUTION] })
    const moved = { ...report, project: `project-${randomUUID()}` }
    await graph().record(toGraphRecord(report))
    expect(await graph().record(toGraphRecord(moved))).toEqual(TWO)
    expect(await learningsOf(graph(), report)).toEqual([])
    expect(await learningsOf(graph(), moved)).toHaveLength(2)
  })

  it('keeps two learnings of one type that one job yields', async () => {
    const report = makeReport({ learnings: [INSIGHT, { type: 'insight', content: 'another' }] })
    expect(await graph().record(toGraphRecord(report))).toEqual(TWO)
    const names = (await learningsOf(graph(), report)).map((learning) => learning.name).toSorted()
    expect(names).toEqual([`learning_${report.job_id}_insight`, `learning_${report.job_id}_insight_2`])
  })

  it('stores a job without learnings and counts none', async () => {
    const report = makeReport({ learnings: [] })
    expect(await graph().record(toGraphRecord(report))).toEqual({ findings: 0, relations: 0 })
    expect(await learningsOf(graph(), report)).toEqual([])
  })

  it('counts only the findings of the job it records', async () => {
    const report = makeReport({ learnings: [INSIGHT, SOLUTION] })
    await graph().record(toGraphRecord(report))
    const sibling = { ...report, job_id: `job-${randomUUID()}`, learnings: [INSIGHT] }
    expect(await graph().record(toGraphRecord(sibling))).toEqual({ findings: 1, relations: 1 })
  })

  it('takes eight writers of one project at once, of different jobs and of the same job', async () => {
    const project = `project-${randomUUID()}`
    const records = Array.from({ length: 4 }, () =>
      toGraphRecord(makeReport({ project, learnings: [INSIGHT, SOLUTION] })),
    )
    const counts = await Promise.all([...records, ...records].map((record) => graph().record(record)))
    expect(counts).toEqual(Array.from({ length: 8 }, () => TWO))
    expect(await graph().learnings({ project, limit: 100 })).toHaveLength(8)
  })

  it.each(EXIT_CODES)('takes the exit code %s', async (exitCode) => {
    const report = makeReport({ exit_code: exitCode, learnings: [INSIGHT] })
    expect(await graph().record(toGraphRecord(report))).toEqual({ findings: 1, relations: 1 })
  })
}

function itFinds(graph: Graph): void {
  it('gives back every field of a learning', async () => {
    const report = makeReport({ learnings: [INSIGHT], quality_score: 37 })
    await graph().record(toGraphRecord(report))
    const [finding] = toGraphRecord(report).findings
    expect(await learningsOf(graph(), report)).toEqual([
      {
        name: `learning_${report.job_id}_insight`,
        project: report.project,
        jobId: report.job_id,
        learningType: 'insight',
        content: finding?.content,
        qualityScore: 37,
        finishedAt: report.timestamp,
      },
    ])
  })

  it('lists the newest first, as many as asked for', async () => {
    const project = `project-${randomUUID()}`
    const minutes = ['03', '01', '04', '02']
    for (const minute of minutes) {
      const timestamp = `2025-06-01T12:${minute}:00.000Z`
      await graph().record(toGraphRecord(makeReport({ project, timestamp, learnings: [INSIGHT] })))
    }
    const found = await graph().learnings({ project, limit: 3 })
    expect(found.map((learning) => learning.finishedAt.slice(14, 16))).toEqual(['04', '03', '02'])
  })

  it('lists the learnings of one project, or of all', async () => {
    const [first, second] = [makeReport({ learnings: [INSIGHT] }), makeReport({ learnings: [INSIGHT] })]
    for (const report of [first, second]) await graph().record(toGraphRecord(report))
    expect((await learningsOf(graph(), first)).map((learning) => learning.jobId)).toEqual([first.job_id])
    const ofAll = await graph().learnings({ limit: 10_000 })
    const expected = expect.arrayContaining([first.job_id, second.job_id])
    expect(ofAll.map((learning) => learning.jobId)).toEqual(expected)
  })

  it.each(Object.entries(HOSTILE_TEXTS))('keeps %s as it was recorded', async (_what, text) => {
    const project = `${text} ${randomUUID()}`
    const report = makeReport({ project, task: text, learnings: [{ type: 'insight', content: text }] })
    const record = toGraphRecord(report)
    expect(await graph().record(record)).toEqual({ findings: 1, relations: 1 })
    const [found] = await graph().learnings({ project: record.project.id, limit: 2 })
    expect(found).toMatchObject({ project: record.project.id, content: record.findings[0]?.content })
  })
}

function itFails(graph: Graph): void {
  it('says that its server is away, on writing and on reading', async () => {
    const away = expect.objectContaining({ code: 'graph.unavailable', retryable: true })
    await expect(graph().record(toGraphRecord(makeReport({ learnings: [INSIGHT] })))).rejects.toEqual(away)
    await expect(graph().learnings({ limit: 1 })).rejects.toEqual(away)
  })
}

const INSIGHT: Learning = { type: 'insight', content: 'the cache was stale' }
const SOLUTION: Learning = { type: 'solution', content: 'clear it before the build' }
const TWO = { findings: 2, relations: 2 }
const EXIT_CODES: ExitCode[] = [0, -1, 137, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, 10n ** 40n]

const HOSTILE_TEXTS = {
  'a NUL': 'before\0after',
  'lone surrogates': 'high \ud800 low \udfff end',
  'quotes and statements': `'"\`\\'); DROP TABLE findings; MATCH (n) DETACH DELETE n // $project {x:1}`,
  'control characters and line ends': '\u0001\u001b[31m\r\n\u2028\u0085\ufeff',
  'other scripts and emoji': 'Ünïcode 漢字 👩‍👩‍👧 𝒳',
  'a very long text': 'long '.repeat(200_000),
}

async function learningsOf(graph: KnowledgeGraph, report: Report) {
  return await graph.learnings({ project: projectName(report), limit: 100 })
}

/** A report of a job and a project of its own. */
export function makeReport(fields: Partial<Report> = {}): Report {
  return anAnalysis({ job_id: `job-${randomUUID()}`, project: `project-${randomUUID()}`, ...fields })
}
