import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderReport } from '../../src/cli/report-text.ts'
import type { Analysis } from '../../src/core/report.ts'
import { goldenPath, REPORTS, type ReportName, readAnalysis } from '../core/formats/fixtures.ts'

const WIDTH = 80
const NARROW = 40

describe('the report for people', () => {
  it.each(REPORTS)('shows %s', async (name) => {
    await expect(`${textOf(readAnalysis(name))}\n`).toMatchFileSnapshot(goldenPath(`${name}.txt`))
  })

  it.each(REPORTS)('fits the page for %s', (name) => {
    expect(tooLong(readAnalysis(name), WIDTH)).toEqual([])
  })

  it.each(REPORTS.filter((name) => readAnalysis(name).verdict))('fits a narrow page for %s', (name) => {
    expect(tooLong(readAnalysis(name), NARROW)).toEqual([])
  })

  it.each(REPORTS)('prints no empty section, no blank lines in a row and none at the end for %s', (name) => {
    const lines = renderReport(readAnalysis(name), WIDTH)
    expect(lines.filter((line, index) => line === '' && (lines[index + 1] ?? '') === '')).toEqual([])
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([])
    const titles = lines.filter((line, index) => /^[A-Z][a-z ]+$/.test(line) && (lines[index + 1] ?? '') === '')
    expect(titles).toEqual([])
  })

  it.each(REPORTS)('passes nothing on that a terminal would obey for %s', (name) => {
    expect(renderReport(readAnalysis(name), WIDTH).join('')).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
  })

  it('keeps to its lines where a log brings line feeds of its own', () => {
    expect(renderReport(readAnalysis('hostile'), WIDTH).filter((line) => line.includes('\n'))).toEqual([])
  })
})

describe('colours', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })

  it.each([
    ['jest', '\u001b[31mFAILED'],
    ['pytest', '\u001b[32mPASSED'],
    ['unknown', '\u001b[33mUNKNOWN'],
    ['pytest', '\u001b[31mcontradicted'],
  ] as const)('paint %s on a terminal and change no character', async (name, painted) => {
    const text = await colourfulText(name)
    expect(text).toContain(painted)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(textOf(readAnalysis(name)))
  })
})

async function colourfulText(name: ReportName): Promise<string> {
  vi.stubEnv('NO_COLOR', '')
  vi.stubEnv('TERM', 'xterm')
  vi.resetModules()
  const isTTY = process.stdout.isTTY
  process.stdout.isTTY = true
  try {
    const fresh = await import('../../src/cli/report-text.ts')
    return fresh.renderReport(readAnalysis(name), WIDTH).join('\n')
  } finally {
    process.stdout.isTTY = isTTY
  }
}

function textOf(analysis: Analysis): string {
  return renderReport(analysis, WIDTH).join('\n')
}

function tooLong(analysis: Analysis, width: number): readonly string[] {
  return renderReport(analysis, width).filter((line) => columnsOf(line) > width)
}

function columnsOf(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\u2e80-\u9fff]/.test(character) ? 2 : 1), 0)
}
