import { describe, expect, test } from 'vitest'
import { readTranscript } from '../../../support/offered-lines.ts'

const FENCE = '```'

function step(number: number, command: string, answer: string): string {
  return `mini-swe-agent (step ${number}):
THOUGHT: I will look further.

${FENCE}bash
${command}
${FENCE}

User:
${answer}
`
}

const answered = (code: number, output: string) => `<returncode>${code}</returncode>\n<output>\n${output}\n</output>`
const SUBMIT = 'echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT && git add -A && git diff --cached'
const diffOf = (path: string, head = '') =>
  `diff --git a/${path} b/${path}\n${head}--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@`

function speakersOf(log: string): Record<string, string> {
  return Object.fromEntries(readTranscript(log).lines.map(({ text, speaker }) => [text, speaker]))
}

const kindsOf = (log: string) => readTranscript(log).run?.facts.map(({ kind }) => kind)

describe('mini-swe-agent', () => {
  test('tells prose, command and output apart', () => {
    const speakers = speakersOf(step(1, 'pytest -q', answered(1, '2 failed, 1 passed')))
    expect(speakers).toMatchObject({
      'THOUGHT: I will look further.': 'agent',
      'pytest -q': 'command',
      '2 failed, 1 passed': 'output',
    })
  })

  test('takes what a file holds and what a diff shows for quotations', () => {
    const log =
      step(1, 'cat notes.md', answered(0, 'ERROR: in the file')) +
      step(2, 'make', answered(0, `${diffOf('a.c')}\n-ERROR`))
    expect(speakersOf(log)).toMatchObject({ 'ERROR: in the file': 'quoted', '-ERROR': 'quoted' })
  })

  test('takes the output of a script that a here-document wrote for output', () => {
    const command = "cat <<'EOF' > try.py\nopen('x')\nEOF\npython try.py"
    expect(speakersOf(step(1, command, answered(1, 'Traceback (most recent call last):')))).toMatchObject({
      'Traceback (most recent call last):': 'output',
    })
  })

  test('takes code in a thought that is no command for a quotation', () => {
    const log = `mini-swe-agent (step 1, $0.01):\n${FENCE}python\nraise ValueError\n${FENCE}\nSo I will.`
    expect(speakersOf(log)).toMatchObject({ 'raise ValueError': 'quoted', 'So I will.': 'agent' })
  })

  test('calls a submitted patch of a source file submitted, and nothing else', () => {
    const log = step(1, 'ls', answered(0, 'src')) + step(2, SUBMIT, diffOf('src/a.py'))
    expect(readTranscript(log)).toMatchObject({ format: 'mini-swe-agent', run: { agent: 'mini-swe-agent', steps: 2 } })
    expect(kindsOf(log)).toEqual(['submitted'])
  })

  test('names an empty patch', () => {
    expect(kindsOf(step(1, SUBMIT, ''))).toEqual(['submitted', 'empty_patch'])
  })

  test('names a patch of tests and new scratch files, with its line', () => {
    const patch = `${diffOf('tests/test_a.py')}\n${diffOf('reproduce.py', 'new file mode 100644\n')}`
    const { run } = readTranscript(step(1, SUBMIT, patch))
    expect(run?.facts[1]).toMatchObject({ kind: 'no_source_changed', line: 9 })
  })

  test('misses no patch where the task wants none', () => {
    expect(kindsOf(step(1, 'echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT', ''))).toEqual(['submitted'])
  })

  test('says that a run which stops in mid-work has not finished', () => {
    expect(kindsOf(step(1, 'ls', answered(0, 'src')))).toEqual(['no_finish'])
  })

  test('forgets a submission after which the run went on', () => {
    expect(kindsOf(step(1, SUBMIT, diffOf('a.py')) + step(2, 'ls', answered(0, 'x')))).toEqual(['no_finish'])
  })

  test('takes the prompt for the task and says when the model refused the first call', () => {
    const log = `👋 This is mini-swe-agent version 1.9.0.
User:
Please submit with \`echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT\`.
litellm.AuthenticationError: AuthenticationError: Incorrect API key provided`
    const { run, lines } = readTranscript(log)
    expect(lines[2]?.speaker).toBe('task')
    expect(run).toMatchObject({ steps: 0, facts: [{ kind: 'never_started', line: 4 }] })
  })

  test('names a limit', () => {
    expect(kindsOf(`${step(1, 'ls', answered(0, 'src'))}\nLimitsExceeded`)).toEqual(['limit_reached'])
  })
})
