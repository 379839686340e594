// What every report store promises.

import { describe, expect, it } from 'vitest'
import { toFileName } from '../../src/core/job-identity.ts'
import { identityOf } from '../../src/core/report-names.ts'
import type { ReportStore } from '../../src/ports/report-store.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { contractTitle, type Service } from '../support/services.ts'

const completion = {
  learning_result: { job_id: 'job-1', learnings_stored: 2, relations_created: 2 },
  telegram_notified: true,
}

/** `open` gives an empty store. */
export function describeReportStore(
  implementation: string,
  open: () => Promise<ReportStore>,
  service?: Service<unknown>,
): void {
  describe.skipIf(service?.missing)(contractTitle('report store', implementation, service), () => {
    it('gives back what was saved', async () => {
      const store = await open()
      const analysis = anAnalysis({ learnings: [aLearning], exit_code: 2n ** 70n, warnings: ['é "\\" \u2028 😀'] })
      await store.saveFirst(analysis)
      expect(await store.load(identityOf(analysis))).toEqual(analysis)
    })

    it('knows nothing of a job that has no report', async () => {
      const store = await open()
      expect(await store.load({ jobId: 'job-1', runAttempt: 1 })).toBeUndefined()
    })

    it('lets the first analysis win', async () => {
      const store = await open()
      const first = anAnalysis({ quality_score: 10 })
      await store.saveFirst(first)
      expect(await store.saveFirst(anAnalysis({ quality_score: 90 }))).toEqual(first)
      expect(await store.load(identityOf(first))).toEqual(first)
    })

    it('has one winner among writers at the same time, and all of them learn which', async () => {
      const store = await open()
      const scores = Array.from({ length: 20 }, (_, index) => index)
      const saved = await Promise.all(scores.map((quality_score) => store.saveFirst(anAnalysis({ quality_score }))))
      const standing = await store.load({ jobId: 'job-1', runAttempt: 1 })
      expect(new Set(saved.map((report) => report.quality_score))).toEqual(new Set([standing?.quality_score]))
    })

    it('completes a report and refreshes its completion, and nothing else', async () => {
      const store = await open()
      const analysis = anAnalysis()
      await store.saveFirst(analysis)
      await store.complete(identityOf(analysis), { ...completion, telegram_notified: false })
      expect(await store.complete(identityOf(analysis), completion)).toEqual({ ...analysis, ...completion })
      expect(await store.load(identityOf(analysis))).toEqual({ ...analysis, ...completion })
    })

    it('still returns the standing report to a late writer after it was completed', async () => {
      const store = await open()
      const analysis = anAnalysis()
      await store.saveFirst(analysis)
      await store.complete(identityOf(analysis), completion)
      expect(await store.saveFirst(anAnalysis({ quality_score: 1 }))).toEqual({ ...analysis, ...completion })
    })

    it('refuses to complete a report that is not there', async () => {
      const store = await open()
      await expect(store.complete({ jobId: 'none', runAttempt: 1 }, completion)).rejects.toMatchObject({
        code: 'report.missing',
      })
    })

    it('keeps a second attempt beside the first', async () => {
      const store = await open()
      const attempts = [anAnalysis({ run_attempt: 1 }), anAnalysis({ run_attempt: 2 })]
      for (const attempt of attempts) await store.saveFirst(attempt)
      expect(await Promise.all(attempts.map((attempt) => store.load(identityOf(attempt))))).toEqual(attempts)
    })

    it('puts a new analysis in the place of the one that stands, and keeps what it is completed by', async () => {
      const store = await open()
      const [standing, next] = [anAnalysis({ run_attempt: 2 }), anAnalysis({ run_attempt: 2, quality_score: 7 })]
      await store.saveFirst(standing)
      expect(await store.replace(standing, { ...next, ...completion })).toBe(true)
      expect(await store.load(identityOf(next))).toEqual(next)
      await store.complete(identityOf(next), completion)
      expect(await store.replace({ ...next, ...completion }, standing)).toBe(true)
      expect(await store.load(identityOf(next))).toEqual({ ...standing, ...completion })
    })

    it('replaces nothing where another analysis stands, or none', async () => {
      const store = await open()
      const [first, other, next] = [anAnalysis(), anAnalysis({ quality_score: 6 }), anAnalysis({ quality_score: 7 })]
      expect(await store.replace(first, next)).toBe(false)
      expect(await store.load(identityOf(first))).toBeUndefined()
      await store.saveFirst(other)
      expect(await store.replace(first, next)).toBe(false)
      expect(await store.load(identityOf(first))).toEqual(other)
    })

    it('loses neither a completion nor a new analysis that come at the same time', async () => {
      const store = await open()
      for (let runAttempt = 1; runAttempt <= 30; runAttempt++) {
        const standing = anAnalysis({ run_attempt: runAttempt })
        const next = { ...standing, quality_score: 7 }
        await store.saveFirst(standing)
        const both = [() => store.complete(identityOf(standing), completion), () => store.replace(standing, next)]
        await Promise.all((runAttempt % 2 === 0 ? both : both.reverse()).map((write) => write()))
        expect(await store.load(identityOf(standing))).toEqual({ ...next, ...completion })
      }
    })

    it('has one winner among those who replace at the same time', async () => {
      const store = await open()
      const standing = anAnalysis({ quality_score: 100 })
      await store.saveFirst(standing)
      const scores = Array.from({ length: 10 }, (_, index) => index)
      const won = await Promise.all(
        scores.map((quality_score) => store.replace(standing, anAnalysis({ quality_score }))),
      )
      expect(won.filter((hasWon) => hasWon)).toHaveLength(1)
      expect((await store.load(identityOf(standing)))?.quality_score).toBe(won.indexOf(true))
    })

    it('names every report, and loads each by its name', async () => {
      const store = await open()
      expect(await store.names()).toEqual([])
      const reports = [anAnalysis(), anAnalysis({ run_attempt: 2 }), anAnalysis({ job_id: 'Ünïcode [*]' })]
      for (const report of reports) await store.saveFirst(report)
      await store.complete(identityOf(anAnalysis()), completion)
      const names = reports.map((report) => toFileName(identityOf(report)))
      expect([...(await store.names())].sort()).toEqual([...names].sort())
      expect(await Promise.all(names.map((name) => store.loadNamed(name)))).toEqual([
        { ...anAnalysis(), ...completion },
        ...reports.slice(1),
      ])
      expect(await store.loadNamed('none')).toBeUndefined()
    })

    it('forgets a report on demand, and forgetting twice is fine', async () => {
      const store = await open()
      const analysis = anAnalysis()
      await store.saveFirst(analysis)
      await store.remove(identityOf(analysis))
      await store.remove(identityOf(analysis))
      expect(await store.load(identityOf(analysis))).toBeUndefined()
    })

    it.each(['CON', 'Ünïcode 😀', '-rf *', 'a:b', 'x'.repeat(200)])('takes the job id %j', async (job_id) => {
      const store = await open()
      const analysis = anAnalysis({ job_id })
      await store.saveFirst(analysis)
      expect((await store.load(identityOf(analysis)))?.job_id).toBe(job_id)
    })
  })
}
