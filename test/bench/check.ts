// npm run bench:check: the default rules beside the classic ones, each a whole process over the same jobs; how much
// memory `check` takes for a large log beyond an empty Node; how long the event loop is held up; hostile lines. Prints
// ratios. `-- --jobs FOLDER` reads jobs of your own, `-- --oracle MODULE.py` adds the original script in one process.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { createStreamingAnalyser } from '../../src/adapters/analyser/streaming-analyser.ts'
import { chooseRulePack } from '../../src/compose/rule-pack.ts'
import { askOracle } from '../support/hostile/oracle.ts'

const MIB = 1024 ** 2
const FIXTURES = 'test/fixtures/logs'
const JOBS = 64
const JOB_BYTES = MIB
const LARGE_BYTES = 1024 * MIB
const HOSTILE_BYTES = 300 * MIB
/** Of an ordinary log, one line in so many comes from a recorded one. */
const RECORDED_LINE_OF = 10

const { values } = parseArgs({ options: { jobs: { type: 'string' }, oracle: { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'postflight-bench-'))
try {
  const recorded = readRecorded()
  const ordinary = dilute(recorded)
  await reportThroughput(values.jobs === undefined ? makeJobs(ordinary) : resolve(values.jobs))
  reportMemory('ordinary lines', ordinary)
  reportMemory('nothing but recorded failures and passes', recorded)
  await reportEventLoop('ordinary lines', ordinary, LARGE_BYTES / 32)
  await reportEventLoop('nothing but recorded failures and passes', recorded, LARGE_BYTES / 64)
  await reportEventLoop('one line of 300 MiB', Buffer.alloc(MIB, 'all '), HOSTILE_BYTES)
  await reportEventLoop('300 MiB of blanks', Buffer.alloc(MIB, ' '), HOSTILE_BYTES)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Logs of some two hundred tools, a failing and a passing one each: the densest that there is. */
function readRecorded(): Buffer {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  return Buffer.concat(files.map((name) => readFileSync(join(FIXTURES, name))))
}

function dilute(recorded: Buffer): Buffer {
  const lines = recorded.toString('latin1').split('\n')
  const diluted = lines.flatMap((line, index) => [
    line,
    ...Array.from({ length: RECORDED_LINE_OF - 1 }, (_, step) => progressLine(index * RECORDED_LINE_OF + step)),
  ])
  return Buffer.from(`${diluted.join('\n')}\n`, 'latin1')
}

function progressLine(number: number): string {
  const time = `2024-05-01T12:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}.1234567Z`
  const done = number % 97
  return [
    `${time} [${done}/97] Compiling src/module_${number % 1_000}.c`,
    `${time}  ---> copied assets/image_${number}.png to /srv/site/static (${done} kB)`,
    `[INFO] Downloaded: https://repo.example.org/maven2/org/shop/part-${done}/1.${done}/part-${done}-1.${done}.jar (${done} kB at 1.2 MB/s)`,
    `${time} layer ${number.toString(16).padStart(12, '0')}: Pull complete`,
    `  adding: lib/shop/cart_${number}.rb (deflated ${done}%)`,
  ][number % 5] as string
}

function makeJobs(sample: Buffer): string {
  const jobs = join(folder, 'made')
  for (let count = 0; count < JOBS; count++) {
    const job = join(jobs, `job-${count}`)
    mkdirSync(job, { recursive: true })
    const start = (count * JOB_BYTES) % Math.max(1, sample.length - JOB_BYTES)
    writeFileSync(join(job, 'output.log'), sample.subarray(start, start + JOB_BYTES))
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

/** Each prints its reports as JSON, as the script does: files would measure the file system too. */
async function reportThroughput(jobs: string): Promise<void> {
  const read = (rules: string) => check('--jobs', jobs, '--all', '--rules', rules, '--json')
  const classic = read('classic')
  const postflight = read('postflight')
  console.log(`classic rules   ${classic.seconds.toFixed(1)} s`)
  console.log(`default rules   ${postflight.seconds.toFixed(1)} s`)
  console.log(
    `The default rules take ${(postflight.seconds / classic.seconds).toFixed(1)} times as long as the classic ones.`,
  )
  if (values.oracle === undefined) return
  const seconds = await secondsOfOracle(resolve(values.oracle), jobs)
  console.log(`the script      ${seconds.toFixed(1)} s`)
  console.log(`The script takes ${(seconds / postflight.seconds).toFixed(1)} times as long as the default rules.`)
}

async function secondsOfOracle(module: string, jobs: string): Promise<number> {
  const root = join(folder, 'oracle')
  mkdirSync(root)
  symlinkSync(jobs, join(root, 'jobs'))
  const start = performance.now()
  await askOracle(module, root, readdirSync(jobs))
  return (performance.now() - start) / 1_000
}

function reportMemory(name: string, sample: Buffer): void {
  const log = join(folder, 'large.log')
  writeFileSync(log, '')
  for (let written = 0; written < LARGE_BYTES; written += sample.length) writeFileSync(log, sample, { flag: 'a' })
  const bare = run(['-e', '0'])
  const { residentMib, seconds } = check(log, '--json')
  const beyond = residentMib - bare.residentMib
  console.log(`1 GiB of ${name}: ${beyond.toFixed(0)} MiB beyond an empty Node, ${seconds.toFixed(0)} s`)
  rmSync(log)
}

async function reportEventLoop(name: string, sample: Buffer, bytes: number): Promise<void> {
  const pack = await chooseRulePack({ rules: ['postflight'], classicBytesMax: LARGE_BYTES })
  const analyser = createStreamingAnalyser({ clock: { nowMs: Date.now }, pack })
  const log = { storedBytes: 0, changedAtMs: 0, read: () => repeated(sample, bytes) }
  const files = { folder: '', folderExists: true, log, isLogUnreadable: false, meta: undefined, warnings: [] }
  const identity = { jobId: name, runAttempt: 1 }
  const message = { identity, exitCode: undefined, project: undefined, task: undefined, notes: [] }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const { log: read } = await analyser.analyse({ message, files, warnings: [] })
  delay.disable()
  console.log(
    `${name}: event loop held up for at most ${(delay.max / 1e6).toFixed(0)} ms; unread: ${read?.unread.join('; ') || 'nothing'}`,
  )
}

async function* repeated(sample: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < bytes; sent += MIB) {
    const start = sent % sample.length
    yield await Promise.resolve(sample.subarray(start, start + MIB))
  }
}
