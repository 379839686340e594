import { describe, expect, it } from 'vitest'
import { readDefaultRules } from '../../../../src/adapters/rules/rule-files.ts'
import { packOf } from '../../../support/rule-pack.ts'

const pack = packOf(readDefaultRules())
const CLEAN_UP = ['Post job cleanup.', '[command]/usr/bin/git version', 'Cleaning up orphan processes']
const ERROR = "fatal: unsafe repository ('/github/workspace' is owned by someone else)"

describe("GitHub's clean-up without a marked error", () => {
  it('is the end of a job that passed', () => {
    expect(outcomeOf('##[group]Run make', 'built 12 files', ...CLEAN_UP)).toBe('passed')
  })

  it('is the end of one that passed in spite of an error on the way', () => {
    const quiet = Array.from({ length: 20 }, (_, index) => `built file ${index}`)
    expect(outcomeOf('##[group]Run make', ERROR, ...quiet, ...CLEAN_UP)).toBe('passed')
  })

  it('is no success where an error is the last that the steps said', () => {
    const advice = [
      'To add an exception for this directory, call:',
      '',
      '\tgit config --global --add safe.directory /w',
    ]
    expect(outcomeOf('##[group]Run drawings', ERROR, ...advice, ...CLEAN_UP)).not.toBe('passed')
  })
})

describe('an exit code in the last line', () => {
  it('counts where a shell traces its commands', () => {
    expect(endOf('+ make lint\n+ exit 3\n')).toMatchObject({ exit_code: 3, verdict: { outcome: 'failed' } })
    expect(endOf('+ exit 3\ncleaned up\n')).toMatchObject({ exit_code: null })
    expect(endOf('+ set -e\n++ exit 3\n')).toMatchObject({ exit_code: null })
  })

  it('counts where they had no line feed', () => {
    expect(endOf('one\nNot releasing.exit:1\n')).toMatchObject({ exit_code: 1, verdict: { outcome: 'failed' } })
    expect(endOf('one\ndone exit: 0\n\n')).toMatchObject({ exit_code: 0, verdict: { outcome: 'passed' } })
  })

  it('says nothing before the last line, or where more follows', () => {
    expect(endOf('the child said exit:1\ngoing on\n').verdict?.outcome).toBe('unknown')
    expect(endOf('Not releasing.exit:1 again\n').verdict?.outcome).toBe('unknown')
    expect(endOf('exit:1000 records of exit:1000\n').verdict?.outcome).toBe('unknown')
  })
})

function endOf(text: string) {
  const reader = pack.open()
  reader.push(Buffer.from(text))
  return reader.end({ exitCode: undefined })
}

function outcomeOf(...lines: readonly string[]) {
  const reader = pack.open()
  reader.push(Buffer.from(`${lines.map((line) => `2024-05-01T12:00:00.1234567Z ${line}`).join('\n')}\n`))
  return reader.end({ exitCode: undefined }).verdict?.outcome
}
