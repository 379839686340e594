// Whole job folders, good and bad: what a job's log and metadata are, or that they are missing.

import { mkdirSync, writeFileSync } from 'node:fs'
import { hostileLog } from './log-text.ts'
import { hostileMeta } from './meta-text.ts'
import { Random } from './random.ts'

export interface HostileJob {
  readonly jobId: string
  /** What stands at the job's place. */
  readonly place: 'folder' | 'file' | 'nothing'
  readonly log: Buffer | 'directory' | undefined
  readonly meta: Buffer | 'directory' | undefined
}

/** The same jobs for the same seed. */
export function hostileJobs(seed: number, count: number): HostileJob[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, index) => hostileJob(random, index))
}

const ID_TAILS = [
  '',
  '',
  '',
  '',
  ' x',
  "'q'",
  '"d"',
  `'"`,
  '-é',
  '-😀',
  '\n',
  '\t',
  '\u200b',
  '-\u2028',
  '#',
  '.',
  '~',
  '\x7f',
]

function hostileJob(random: Random, index: number): HostileJob {
  return {
    jobId: `job-${index}${random.pick(ID_TAILS)}`,
    place: random.pick([...FOLDER_MOSTLY, 'file', 'nothing']),
    log: entry(random, hostileLog),
    meta: entry(random, hostileMeta),
  }
}

const FOLDER_MOSTLY = Array.from({ length: 48 }, () => 'folder' as const)

function entry(random: Random, make: (random: Random) => Buffer): Buffer | 'directory' | undefined {
  const content = make(random)
  const how = random.next()
  if (how < 0.03) return undefined
  return how < 0.06 ? 'directory' : content
}

export function writeHostileJobs(jobsDir: string, jobs: readonly HostileJob[]): void {
  mkdirSync(jobsDir, { recursive: true })
  for (const job of jobs) {
    const folder = `${jobsDir}/${job.jobId}`
    if (job.place === 'file') writeFileSync(folder, 'a file')
    if (job.place !== 'folder') continue
    mkdirSync(folder)
    writeEntry(`${folder}/output.log`, job.log)
    writeEntry(`${folder}/meta.json`, job.meta)
  }
}

function writeEntry(path: string, entry: Buffer | 'directory' | undefined): void {
  if (entry === 'directory') mkdirSync(path)
  else if (entry !== undefined) writeFileSync(path, entry)
}
