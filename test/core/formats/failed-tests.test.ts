import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDefaultRules } from '../../../src/adapters/rules/rule-files.ts'
import { openJunit } from '../../../src/core/formats/junit.ts'
import { type TestCase, toTestCases } from '../../../src/core/formats/junit-cases.ts'
import type { Analysis } from '../../../src/core/report.ts'
import { anAnalysis } from '../../support/reports.ts'
import { packOf } from '../../support/rule-pack.ts'

const FOLDER = new URL('../../fixtures/formats/logs/', import.meta.url)
const RECORDED = new URL('../../fixtures/logs/', import.meta.url)
const NO_MORE = 'The test failed; the log does not tell more of it.'
const pack = packOf(readDefaultRules())

function analysisOf(log: URL): Analysis {
  const reader = pack.open()
  reader.push(readFileSync(log))
  const conclusion = reader.end({ exitCode: 1 })
  return { ...anAnalysis({ rule_pack: { name: 'postflight', version: '1' } }), ...conclusion }
}

const messages = (cases: readonly TestCase[]) => cases.map(({ name, message }) => [name, message])
const casesOf = (name: string) => toTestCases(analysisOf(new URL(`${name}.log`, FOLDER)))
const casesOfRecording = (name: string) => toTestCases(analysisOf(new URL(`${name}/fail.log`, RECORDED)))

describe('the cases of failed tests', () => {
  it('tell of each pytest test only what the log says of it', () => {
    const cases = casesOf('pytest')
    expect(messages(cases)).toEqual([
      ['test_shop.py::test_discount', 'assert 165.0 == 135'],
      ['test_shop.py::test_missing', "test_missing - KeyError: 'b'"],
      ['test_shop.py::test_p[3]', 'assert 3 < 3'],
    ])
    expect(cases[0]?.body).not.toContain('test_missing')
    expect(cases[2]?.body).not.toContain('short test summary')
  })

  it('tell of each Go test only what the log says of it', () => {
    const told = [
      ['TestDiscount', 'got 165, want 135'],
      ['TestMissing', 'key b missing'],
      ['TestP', 'TestP'],
    ]
    expect(messages(casesOf('go-test'))).toEqual([...told, ['TestP/two', 'TestP/two']])
    expect(messages(casesOf('go-test-verbose'))).toEqual([...told, ['TestP/two', NO_MORE]])
  })

  it('tell of each unittest test only what the log says of it', () => {
    const cases = casesOf('unittest')
    expect(messages(cases)).toEqual([
      ['__main__.ShopTest.test_missing', 'test_missing (__main__.ShopTest.test_missing)'],
      ['__main__.ShopTest.test_discount', 'test_discount (__main__.ShopTest.test_discount)'],
      ['__main__.ShopTest.test_less', 'test_less (__main__.ShopTest.test_less)'],
    ])
    expect(cases[0]?.body).toContain("KeyError: 'b'")
    expect(cases[1]?.body).toContain('AssertionError: 165.0 != 135')
    expect(cases[0]?.body).not.toContain('test_discount')
  })

  it('tell of each cargo test only what the log says of it, and of a panic once', () => {
    expect(messages(casesOf('cargo-test'))).toEqual([
      ['tests::missing', "thread 'tests::missing' (32249) panicked at src/lib.rs:6:49:"],
      ['tests::discount', 'assertion `left == right` failed'],
      ['tests::result', '"boom"'],
    ])
    expect(casesOfRecording('cargo-test')).toHaveLength(1)
  })

  it.each([
    ['jest', 'toBe(expected) // Object.is equality'],
    ['vitest', 'AssertionError: expected -1800 to be 180 // Object.is equality'],
    ['surefire-junit4', 'AssertionError: expected:<900> but was:<0>'],
    ['phpunit', 'Failed asserting that two strings are identical.'],
    ['rspec', 'expect(cart.total).to eq(740)'],
  ])('find the failure that %s writes below the heading of its test', (name, message) => {
    expect(casesOfRecording(name)[0]?.message).toBe(message)
  })

  it('leave an error whose heading may mean several tests to itself', () => {
    const { tests, ...analysis } = analysisOf(new URL('pytest.log', FOLDER))
    const names = ['test_shop.py::test_p[3]', 'test_shop.py::test_p[4]']
    const cases = toTestCases({ ...analysis, tests: { ...counted(tests), failed_names: names } })
    expect(messages(cases)).toEqual([
      ...names.map((name) => [name, NO_MORE]),
      ['assert 165.0 == 135', 'assert 165.0 == 135'],
      ['assert 3 < 3', 'assert 3 < 3'],
      ["test_missing - KeyError: 'b'", "test_missing - KeyError: 'b'"],
    ])
  })

  it('are as many as the suite counts', () => {
    for (const name of ['pytest', 'go-test', 'unittest', 'cargo-test']) {
      const analysis = analysisOf(new URL(`${name}.log`, FOLDER))
      const text = openJunit().add({ analysis, logPath: undefined })
      expect(text).toContain(` failures="${text.match(/<failure /g)?.length}" errors="0"`)
      expect(text.match(/<failure /g)).toHaveLength(analysis.tests?.failed_names.length ?? 0)
    }
  })
})

function counted(tests: Analysis['tests']): NonNullable<Analysis['tests']> {
  if (tests === undefined) throw new Error('Expected tests to be counted')
  return tests
}
