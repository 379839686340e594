import { describe, expect, it } from 'vitest'
import { openJunit } from '../../../src/core/formats/junit.ts'
import { toTestCases } from '../../../src/core/formats/junit-cases.ts'
import type { Analysis } from '../../../src/core/report.ts'
import { goldenPath, REPORTS, readAnalysis, writeDocument } from './fixtures.ts'

describe('the JUnit form', () => {
  it.each(REPORTS)('writes %s', async (name) => {
    const text = writeDocument(openJunit(), [readAnalysis(name)])
    await expect(`${text}\n`).toMatchFileSnapshot(goldenPath(`${name}.xml`))
  })

  it('makes a suite of each job and counts its cases', () => {
    const text = writeDocument(openJunit(), [readAnalysis('jest'), readAnalysis('go-test')])
    expect(text.match(/<testsuite .*?>/g)).toEqual([
      expect.stringContaining('name="build-812.log" tests="2" failures="1" errors="0" skipped="1"'),
      expect.stringContaining('name="duration-33" tests="13" failures="12" errors="1" skipped="0"'),
    ])
  })

  it('is whole without any job', () => {
    expect(writeDocument(openJunit(), [])).toMatch(/<testsuites name="postflight">\n<\/testsuites>$/)
  })

  it('tells of a failed test under its name, once, with what the log says of it', () => {
    const [test, ...others] = toTestCases(readAnalysis('jest'))
    expect(test).toMatchObject({ name: 'applyDiscount › takes 10 percent off', classname: 'jest', result: 'failure' })
    expect(test?.body).toContain('13:     Expected: 180')
    expect(others.map(({ name }) => name)).toEqual(['invalid discount: 120 (expected by this test)'])
  })

  it('does not take an error of another class for the failure of a test whose name it holds', () => {
    const named = { ...readAnalysis('gcc'), tests: { ...testsNamed('parse_state') } }
    expect(toTestCases(named).map(({ name, body }) => [name, body === ''])).toEqual([
      ['parse_state', true],
      [expect.stringContaining('has no member'), false],
    ])
  })

  it('calls findings of tests and linters failures, everything else an error', () => {
    expect(toTestCases(readAnalysis('maven')).map(({ result }) => result)).toEqual(['error', 'error', 'error'])
  })

  it.each(['jest', 'gcc', 'maven', 'go-test', 'nothing', 'classic', 'hostile'] as const)('is red for %s', (name) => {
    expect(toTestCases(readAnalysis(name)).some(({ result }) => result === 'failure' || result === 'error')).toBe(true)
  })

  it('is red where a run failed although every error was recovered from', () => {
    const errors = readAnalysis('gcc').errors.map((error) =>
      typeof error === 'string' ? error : { ...error, recovered: true },
    )
    expect(toTestCases({ ...readAnalysis('gcc'), errors }).map(({ name, result }) => [name, result])).toEqual([
      [expect.stringContaining('has no member'), 'skipped'],
      ['verdict', 'failure'],
    ])
  })

  it('is not red where a run passed, but shows what it tolerated', () => {
    const flaky = { ...readAnalysis('pytest'), tests: testsNamed('a flaky test') }
    expect(toTestCases(flaky).map(({ result }) => result)).toEqual(['skipped', 'skipped', 'skipped'])
  })

  it('never has an empty suite, which some CI systems take for an error', () => {
    expect(toTestCases(readAnalysis('passed'))).toMatchObject([{ name: 'verdict', result: 'passed' }])
    expect(toTestCases(readAnalysis('unknown'))).toMatchObject([{ name: 'verdict', result: 'skipped' }])
  })

  it('lets text of a log end neither an attribute nor an element', () => {
    const text = writeDocument(openJunit(), [readAnalysis('hostile')])
    expect(text).not.toContain(']]>')
    expect(text).not.toContain('<b>')
    expect(text).toContain(']]&gt; &lt;b&gt;&amp;')
    expect(unknownMarkup(text)).toEqual([])
  })

  it('holds no character that XML excludes, and no escape', () => {
    const message = 'a\u0000b\u001b[31mc\u001b[0m\ud800d\ufffee\u000bf\u{1f600}'
    const text = writeDocument(openJunit(), [{ ...readAnalysis('nothing'), errors: [message] }])
    expect(text).toContain('message="abc\ufffddef\u{1f600}"')
  })

  it('keeps line feeds and tabs of an attribute as references', () => {
    const text = writeDocument(openJunit(), [{ ...readAnalysis('nothing'), job_id: 'a\n\tb' }])
    expect(text).toContain('name="a&#10;&#9;b"')
  })
})

function testsNamed(name: string): NonNullable<Analysis['tests']> {
  const counts = { total: 1, passed: 0, failed: 1, skipped: 0, errored: 0 }
  return { ...counts, failed_names: [name], failed_names_omitted: 0, by_runner: [] }
}

/** Whatever is neither one of our tags with quoted attributes nor text without markup. */
function unknownMarkup(xml: string): readonly string[] {
  const tags = /<\/?(?:testsuites?|testcase|properties|property|failure|error|skipped)(?: [a-z]+="[^"<>]*")*\/?>/g
  const rest = xml.replace('<?xml version="1.0" encoding="UTF-8"?>', '').replace(tags, '')
  return rest.match(/[<>]|&(?!(?:amp|lt|gt|quot|#10|#9);)/g) ?? []
}
