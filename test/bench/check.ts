// npm run bench:check: the default rules beside the classic ones, each a whole process over the same logs; how much
// memory `check` takes for a large log beyond an empty Node; how long the event loop is held up; hostile lines and
// expressions. Prints ratios. With --oracle SCRIPT.py the original script is a third contestant.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createStreamingAnalyser } from '../../src/adapters/analyser/streaming-analyser.ts'
import { chooseRulePack } from '../../src/compose/rule-pack.ts'

const MIB = 1024 ** 2
const FIXTURES = 'test/fixtures/logs'
const CORPUS_BYTES = 64 * MIB
const LARGE_BYTES = 1024 * MIB
const HOSTILE_BYTES = 300 * MIB

const folder = mkdtempSync(join(tmpdir(), 'postflight-bench-'))
try {
  const sample = readSample()
  reportThroughput(makeJobs(sample))
  reportMemory(sample)
  await reportEventLoop(sample)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function readSample(): Buffer {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  return Buffer.concat(files.map((name) => readFileSync(join(FIXTURES, name))))
}

function makeJobs(sample: Buffer): string {
  const jobs = join(folder, 'jobs')
  for (let written = 0, count = 0; written < CORPUS_BYTES; written += sample.length, count++) {
    const job = join(jobs, `job-${count}`)
    mkdirSync(job, { recursive: true })
    writeFileSync(join(job, 'output.log'), sample)
  }
  return jobs
}

interface Run {
  readonly seconds: number
  readonly residentMib: number
}

function check(...args: string[]): Run {
  return run(['bin/postflight.js', 'check', ...args])
}

/** Wall time of the whole process, and its peak of resident memory as the kernel counted it. */
function run(args: readonly string[]): Run {
  const start = performance.now()
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`Expected ${args.join(' ')} to end with 0, got ${status}: ${stderr}`)
  return { seconds: (performance.now() - start) / 1_000, residentMib: Number(stderr.trim().split('\n').at(-1)) / 1_024 }
}

function reportThroughput(jobs: string): void {
  const classic = check('--jobs', jobs, '--all', '--rules', 'classic', '--reports', join(folder, 'classic'))
  const postflight = check('--jobs', jobs, '--all', '--rules', 'postflight', '--reports', join(folder, 'postflight'))
  const megabytes = CORPUS_BYTES / 1e6
  console.log(`classic     ${(megabytes / classic.seconds).toFixed(0)} MB/s`)
  console.log(`postflight  ${(megabytes / postflight.seconds).toFixed(0)} MB/s`)
  console.log(`postflight takes ${(postflight.seconds / classic.seconds).toFixed(1)} times as long as classic`)
}

function reportMemory(sample: Buffer): void {
  const log = join(folder, 'large.log')
  const copies = Math.ceil(LARGE_BYTES / sample.length)
  writeFileSync(log, '')
  for (let copy = 0; copy < copies; copy++) writeFileSync(log, sample, { flag: 'a' })
  const bare = run(['-e', '0'])
  const { residentMib, seconds } = check(log, '--json')
  const beyond = residentMib - bare.residentMib
  console.log(`1 GiB in one log: ${beyond.toFixed(0)} MiB beyond an empty Node, ${seconds.toFixed(0)} s`)
}

async function reportEventLoop(sample: Buffer): Promise<void> {
  const pack = await chooseRulePack({ rules: ['postflight'], classicBytesMax: LARGE_BYTES })
  const analyser = createStreamingAnalyser({ clock: { nowMs: Date.now }, pack })
  for (const [name, chunks] of [
    ['ordinary lines', repeated(sample, HOSTILE_BYTES / 10)],
    ['one line of 300 MiB', repeated(Buffer.alloc(MIB, 'all '), HOSTILE_BYTES)],
    ['blanks', repeated(Buffer.alloc(MIB, ' '), HOSTILE_BYTES / 10)],
  ] as const) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const log = { storedBytes: 0, changedAtMs: 0, read: () => chunks }
    const files = { folder: '', folderExists: true, log, isLogUnreadable: false, meta: undefined, warnings: [] }
    const message = {
      identity: { jobId: name, runAttempt: 1 },
      exitCode: undefined,
      project: undefined,
      task: undefined,
      notes: [],
    }
    const { log: read } = await analyser.analyse({ message, files, warnings: [] })
    delay.disable()
    console.log(
      `${name}: event loop held up for at most ${(delay.max / 1e6).toFixed(0)} ms; unread: ${read?.unread.join('; ') || 'nothing'}`,
    )
  }
}

async function* repeated(chunk: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < bytes; sent += chunk.length) yield await Promise.resolve(chunk)
}
