import { describe, expect, it } from 'vitest'
import { openSarif } from '../../../src/core/formats/sarif.ts'
import type { Analysis } from '../../../src/core/report.ts'
import { goldenPath, REPORTS, readAnalysis, writeDocument } from './fixtures.ts'
import { sarifSchema } from './sarif-schema.ts'

describe('the SARIF form', () => {
  it.each(REPORTS)('writes %s with what the 2.1.0 schema requires, and nothing that it does not know', (name) => {
    expect(() => runsOf([readAnalysis(name)])).not.toThrow()
  })

  it.each(REPORTS)('writes %s', async (name) => {
    const text = writeDocument(openSarif(), [readAnalysis(name)])
    await expect(`${text}\n`).toMatchFileSnapshot(goldenPath(`${name}.sarif`))
  })

  it('makes a run of each job', () => {
    const runs = runsOf([readAnalysis('jest'), readAnalysis('nothing'), readAnalysis('maven')])
    expect(runs.map((run) => run.automationDetails.id)).toEqual([
      'postflight/build-812.log/1',
      'postflight/gone/1',
      'postflight/cart-1041/2',
    ])
  })

  it('is whole without any job', () => {
    expect(JSON.parse(writeDocument(openSarif(), []))).toMatchObject({ version: '2.1.0', runs: [] })
  })

  it('lists each rule once and lets its results refer to it', () => {
    const [run] = runsOf([readAnalysis('maven')])
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['maven-could-not-transfer', 'maven-compile-place'])
    expect(run?.results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 1])
  })

  it("gives severity as level, the log's lines as region and the fingerprint under its version", () => {
    const [run] = runsOf([readAnalysis('maven')])
    expect(run?.results[0]).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'logs/cart-1041' }, region: { startLine: 1019, endLine: 1020 } },
        },
      ],
      partialFingerprints: { 'postflight/v1': 'v1:0000000000001020' },
      occurrenceCount: 3,
    })
    expect(runsOf([readAnalysis('pytest')])[0]?.results.map(({ level }) => level)).toEqual(['note', 'note'])
  })

  it('puts a result where its source is and the log beside it', () => {
    const [result] = runsOf([readAnalysis('gcc')])[0]?.results ?? []
    expect(result?.locations).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'src/parser.c' }, region: { startLine: 22, startColumn: 8 } } },
    ])
    expect(result?.relatedLocations).toMatchObject([{ physicalLocation: { region: { startLine: 8, endLine: 12 } } }])
  })

  it.each([
    ['/home/ci/a b.c', 'file:///home/ci/a%20b.c'],
    ['C:\\src\\ü.c', 'file:///C:/src/%C3%BC.c'],
    ['src/a#1?.c', 'src/a%231%3F.c'],
  ])('refers to %s as a URI', (file, uri) => {
    const [error] = readAnalysis('gcc').errors
    if (typeof error !== 'object') throw new Error('Expected the report to have an error')
    const [run] = runsOf([{ ...readAnalysis('gcc'), errors: [{ ...error, file }] }])
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri)
  })

  it("tells of the job's end in its invocation", () => {
    const invocationOf = (analysis: Analysis) => runsOf([analysis])[0]?.invocations[0]
    expect(invocationOf(readAnalysis('gcc'))).toMatchObject({ exitCode: 1, executionSuccessful: false })
    expect(invocationOf(readAnalysis('pytest'))).toMatchObject({ exitCode: 0, executionSuccessful: true })
    expect(invocationOf(readAnalysis('unknown'))).toMatchObject({ executionSuccessful: false })
    expect(invocationOf(readAnalysis('unknown'))).not.toHaveProperty('exitCode')
  })

  it('leaves out an exit code that no JSON number holds', () => {
    const [run] = runsOf([{ ...readAnalysis('gcc'), exit_code: 2n ** 64n }])
    expect(run?.invocations[0]).toEqual(
      expect.objectContaining({ exitCodeDescription: 'exit code 18446744073709551616' }),
    )
    expect(run?.invocations[0]).not.toHaveProperty('exitCode')
  })

  it('notes what was not read', () => {
    const [run] = runsOf([readAnalysis('pytest')])
    expect(run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      'meta.json has no project that is a text; read as unknown.',
      '3 lines were longer than 65536 bytes and read in part.',
    ])
  })

  it('has a result for a failed run without a cause', () => {
    const [run] = runsOf([readAnalysis('go-test')])
    expect(run?.results).toMatchObject([
      { ruleId: 'no-cause-found', message: { text: 'The run failed and no cause was found.' } },
    ])
  })

  it('holds neither escapes nor control characters of a log', () => {
    const text = writeDocument(openSarif(), [readAnalysis('hostile')])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(text).not.toMatch(/\\u00[01]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  })
})

function runsOf(analyses: readonly Analysis[]) {
  return sarifSchema.parse(JSON.parse(writeDocument(openSarif(), analyses))).runs
}
