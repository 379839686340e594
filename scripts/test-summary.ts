// What a test run amounts to, from Vitest's own JSON: the table of contract suites and the last line.

export interface VitestResults {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly status: string
    }[]
  }[]
}

export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface ContractRun extends TestCounts {
  readonly port: string
  readonly implementation: string
  readonly reason: string | undefined
}

/** Tests by outcome; a file that fails as a whole, without a failed test, counts as one failed test. */
export function countTests({ testResults }: VitestResults): TestCounts {
  const counts = count(testResults.flatMap((file) => file.assertionResults))
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return { ...counts, failed: counts.failed + brokenFiles.length }
}

/** `N passed, N failed`, and the skipped ones where there are any. */
export function renderCounts({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}

/** One line for each port and implementation: ran, failed, or skipped and why. */
export function renderContractTable(results: VitestResults): string {
  const runs = toContractRuns(results)
  if (runs.length === 0) return 'No contract suite ran.'
  const rows = runs.map((run) => [run.port, run.implementation, renderOutcome(run)])
  const table = [['PORT', 'IMPLEMENTATION', 'RESULT'], ...rows]
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** Made by `contractTitle`. */
const CONTRACT_TITLE = /^contract: (?<port>.+?) on (?<implementation>.+?)(?: \[skipped: (?<reason>.+)\])?$/s

type Assertion = VitestResults['testResults'][number]['assertionResults'][number]

function toContractRuns({ testResults }: VitestResults): ContractRun[] {
  const byTitle = new Map<string, Assertion[]>()
  for (const test of testResults.flatMap((file) => file.assertionResults)) {
    const title = test.ancestorTitles.find((ancestor) => CONTRACT_TITLE.test(ancestor))
    if (title !== undefined) byTitle.set(title, [...(byTitle.get(title) ?? []), test])
  }
  return [...byTitle].map(([title, tests]) => toContractRun(title, tests)).sort(byPort)
}

function toContractRun(title: string, tests: readonly Assertion[]): ContractRun {
  const { port = '', implementation = '', reason } = CONTRACT_TITLE.exec(title)?.groups ?? {}
  return { port, implementation, reason, ...count(tests) }
}

function byPort(a: ContractRun, b: ContractRun): number {
  return a.port.localeCompare(b.port) || a.implementation.localeCompare(b.implementation)
}

function renderOutcome({ passed, failed, skipped, reason }: ContractRun): string {
  if (failed > 0) return `FAILED (${renderCounts({ passed, failed, skipped })})`
  if (passed === 0) return `skipped: ${reason ?? 'no reason given'}`
  return skipped === 0 ? `ran (${passed} tests)` : `ran in part (${passed} tests, ${skipped} skipped)`
}

function count(tests: readonly Assertion[]): TestCounts {
  const passed = tests.filter((test) => test.status === 'passed').length
  const failed = tests.filter((test) => test.status === 'failed').length
  return { passed, failed, skipped: tests.length - passed - failed }
}
