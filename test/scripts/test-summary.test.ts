import { describe, expect, it } from 'vitest'
import { countTests, renderContractTable, renderCounts, type VitestResults } from '../../scripts/test-summary.ts'

type Assertion = VitestResults['testResults'][number]['assertionResults'][number]

const aTest = (status: string, ...ancestorTitles: string[]): Assertion => ({ status, ancestorTitles })
const aFile = (status: string, ...assertionResults: Assertion[]) => ({ name: 'a.test.ts', status, assertionResults })
const results = (...testResults: VitestResults['testResults']): VitestResults => ({ testResults })

describe('countTests', () => {
  it('counts every test once, and what is neither passed nor failed as skipped', () => {
    const tests = ['passed', 'passed', 'failed', 'skipped', 'pending', 'todo'].map((status) => aTest(status))
    expect(countTests(results(aFile('failed', ...tests)))).toEqual({ passed: 2, failed: 1, skipped: 3 })
  })

  it('counts a file that could not be loaded as one failure', () => {
    expect(countTests(results(aFile('failed'), aFile('passed', aTest('passed'))))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })
})

describe('renderCounts', () => {
  it('names the skipped tests only where there are any', () => {
    expect(renderCounts({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
    expect(renderCounts({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})

describe('renderContractTable', () => {
  it('says of each implementation whether it ran, failed, or was skipped and why', () => {
    const file = aFile(
      'failed',
      aTest('passed', 'contract: report store on files', 'saving'),
      aTest('passed', 'contract: report store on files'),
      aTest('failed', 'contract: report store on Redis'),
      aTest('passed', 'contract: report store on Redis'),
      aTest('skipped', 'contract: knowledge graph on Neo4j [skipped: no Java, and no docker]'),
      aTest('passed', 'contract: claims on memory'),
      aTest('skipped', 'contract: claims on memory'),
      aTest('passed', 'something else'),
    )
    expect(renderContractTable(results(file)).split('\n')).toEqual([
      'PORT             IMPLEMENTATION  RESULT',
      'claims           memory          ran in part (1 tests, 1 skipped)',
      'knowledge graph  Neo4j           skipped: no Java, and no docker',
      'report store     files           ran (2 tests)',
      'report store     Redis           FAILED (1 passed, 1 failed)',
    ])
  })

  it('says so when no contract suite ran', () => {
    expect(renderContractTable(results(aFile('passed', aTest('passed', 'other'))))).toBe('No contract suite ran.')
  })
})
