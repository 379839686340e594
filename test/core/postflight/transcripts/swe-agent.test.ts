import { describe, expect, test } from 'vitest'
import { readTranscript } from '../../../support/offered-lines.ts'

function step(number: number, action: string, observation: string): string {
  return `INFO     🤠 Step ${number} THOUGHT
DISCUSSION
Let me go on.

ACTION
${action}

OBSERVATION
${observation}

`
}

const DIFF = '\ndiff --git a/src/A.java b/src/A.java\n--- a/src/A.java\n+++ b/src/A.java'
const kindsOf = (log: string) => readTranscript(log).run?.facts.map(({ kind }) => kind)

describe('SWE-agent', () => {
  test('tells discussion, action and observation apart', () => {
    const { format, lines } = readTranscript(step(1, 'mvn test', 'BUILD FAILURE'))
    expect(format).toBe('SWE-agent')
    expect(lines.map(({ speaker }) => speaker)).toEqual([
      ...['agent', 'agent', 'agent', 'agent', 'agent', 'command', 'command', 'output', 'output', 'output'],
    ])
  })

  test('takes the file viewer and searches for quotations', () => {
    const { lines } = readTranscript(step(1, 'open A.java 12', '[File: /r/A.java (90 lines total)]\n12: throw error'))
    expect(lines.find(({ text }) => text.startsWith('12:'))?.speaker).toBe('quoted')
  })

  test('recognises unnumbered steps by two of their marks in order', () => {
    const { format, run } = readTranscript(
      'DISCUSSION\nFirst.\nACTION\nls\nOBSERVATION\nsrc\nDISCUSSION\nThen.\nACTION\nsubmit',
    )
    expect(format).toBe('SWE-agent')
    expect(run).toMatchObject({ steps: 2, facts: [{ kind: 'submitted', line: 10 }, { kind: 'empty_patch' }] })
  })

  test('takes no log for its own that holds one of its words', () => {
    expect(readTranscript('ACTION\nOBSERVATION\nnpm test').format).toBeUndefined()
  })

  test('calls a submitted patch submitted', () => {
    expect(kindsOf(step(1, 'ls', 'src') + step(2, 'submit', DIFF))).toEqual(['submitted'])
  })

  test('names the limit that ended the run, also where the work was then submitted for the agent', () => {
    const log = `${step(1, 'ls', 'src')}INFO     🤠 Step 2 THOUGHT\nExit due to cost limit\nACTION\nexit_cost\nOBSERVATION\nExited (autosubmitted)`
    expect(readTranscript(log).run?.facts).toEqual([
      { kind: 'limit_reached', line: 12, text: 'The agent ran into its limit of cost.' },
    ])
  })

  test('says that a run which gave up or just stops has not finished', () => {
    expect(kindsOf(step(1, 'exit_format', 'Exited'))).toEqual(['no_finish'])
    expect(kindsOf(step(1, 'ls', 'src'))).toEqual(['no_finish'])
  })
})
