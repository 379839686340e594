import { describe, expect, it } from 'vitest'
import { toFileName } from '../../../src/core/job-identity.ts'
import { targetAll, targetJobs } from '../../../src/core/recheck/targets.ts'

const nameOf = (jobId: string, runAttempt = 1) => toFileName({ jobId, runAttempt })

describe('which reports are rechecked', () => {
  it('are all, of each job the last attempt, since the log is its', () => {
    const names = [nameOf('b'), nameOf('a', 10), nameOf('a', 2), nameOf('a'), nameOf('CON', 2), nameOf('CON')]
    const [con = ''] = names.slice(-1)
    expect(targetAll(names)).toEqual([
      { kind: 'report', name: 'a', laterAttempt: 10 },
      { kind: 'report', name: 'a~r2', laterAttempt: 10 },
      { kind: 'report', name: 'a~r10' },
      { kind: 'report', name: 'b' },
      { kind: 'report', name: con, laterAttempt: 2 },
      { kind: 'report', name: `${con}~r2` },
    ])
  })

  it('are those of the named jobs, in their order, each once', () => {
    const names = [nameOf('a'), nameOf('b'), nameOf('Ü')]
    expect(targetJobs(names, ['Ü', 'none', 'a', 'a'])).toEqual([
      { kind: 'report', name: nameOf('Ü') },
      { kind: 'no-report', jobId: 'none' },
      { kind: 'report', name: 'a' },
    ])
  })
})
