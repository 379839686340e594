// `npm test [-- VITEST ARGUMENTS]`: starts Redis and Neo4j (obtaining them where needed), runs all tests, ends
// what it started, and prints which implementation every contract ran on. The last line is the result.
// `npm run test:unit`: only the tests that need no service.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onEndSignal, run, say } from './shell.ts'
import { type Services, startServices } from './start-services.ts'
import { countTests, renderContractTable, renderCounts, type VitestResults } from './test-summary.ts'

const VITEST = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs')
/** Tests of the flow as a whole, which need services, and of the built command line, which starts processes. */
const WHOLE_TESTS = ['test/integration/**', 'test/bench/**', 'test/cli/**']
const UNIT_ENVIRONMENT = { POSTFLIGHT_TEST_SERVICES: 'none' }
const BUILD_MS_MAX = 120_000
/** Settings of the operator's own must not reach the tests: they would send messages to a real chat. */
const OWN_SETTINGS = /^(?:REDIS_|NEO4J_|TELEGRAM_|POSTFLIGHT_(?!TEST_))/

interface VitestRun {
  readonly code: number
  readonly results: VitestResults
}

process.exitCode = process.argv[2] === '--unit' ? report(await runUnitTests()) : report(await runAllTests())

async function runUnitTests(): Promise<VitestRun> {
  const excluded = WHOLE_TESTS.flatMap((glob) => ['--exclude', glob])
  // Pure tests share nothing that could leak, and loading every module anew for each file takes longer than they do.
  return await runVitest([...process.argv.slice(3), '--no-isolate', '--maxWorkers=100%', ...excluded], UNIT_ENVIRONMENT)
}

async function runAllTests(): Promise<VitestRun> {
  say('building, since some tests run the built command line')
  await run('npm', ['run', '--silent', 'build'], BUILD_MS_MAX)
  // Before Vitest runs, an ending process takes the servers that it started with it.
  const ignoreSignals = onEndSignal(() => process.exit(1))
  const services = await startServices(process.env)
  ignoreSignals()
  try {
    return await runVitest(process.argv.slice(2), toEnvironment(services))
  } finally {
    await services.stop()
  }
}

function toEnvironment({ redis, neo4j }: Services): Record<string, string> {
  const ofRedis = 'url' in redis ? { TEST_REDIS_URL: redis.url } : { TEST_REDIS_MISSING: redis.missing }
  if ('missing' in neo4j) return { ...ofRedis, TEST_NEO4J_MISSING: neo4j.missing }
  const { uri, user, password } = neo4j
  return { ...ofRedis, TEST_NEO4J_URI: uri, TEST_NEO4J_USER: user, TEST_NEO4J_PASSWORD: password }
}

async function runVitest(args: readonly string[], environment: Record<string, string>): Promise<VitestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'postflight-test-'))
  const outputFile = join(folder, 'results.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`]
  const inherited = Object.entries(process.env).filter(([key]) => !OWN_SETTINGS.test(key))
  const child = spawn(process.execPath, [VITEST, 'run', ...reporters, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...Object.fromEntries(inherited), ...environment },
  })
  // On Ctrl-C Vitest ends first, and the services after it.
  onEndSignal(() => child.kill('SIGTERM'))
  const [code] = await once(child, 'close')
  const results = await readResults(outputFile)
  await rm(folder, { recursive: true, force: true })
  return { code: code ?? 1, results }
}

async function readResults(file: string): Promise<VitestResults> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? { testResults: [] } : (JSON.parse(text) as VitestResults)
}

/** Prints table and counts; the exit code is 0 when every test passed, and none was skipped where all must run. */
function report({ code, results }: VitestRun): number {
  const counted = countTests(results)
  // An error outside of any test fails Vitest, and must not read as a success.
  const counts = code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  if (counts !== counted) say(`vitest ended with ${code} although no test failed: see its output above`)
  const skippedTooMany = process.env['POSTFLIGHT_TEST_REQUIRE'] === 'all' && counts.skipped > 0
  if (skippedTooMany) say(`POSTFLIGHT_TEST_REQUIRE=all allows no skipped test, got ${counts.skipped}`)
  process.stdout.write(`\n${renderContractTable(results)}\n\n${renderCounts(counts)}\n`)
  return counts.failed > 0 || skippedTooMany || counts.passed === 0 ? 1 : 0
}
