import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openDeclaredLearnings } from '../../../../src/core/postflight/learnings/declared.ts'
import {
  CONTENT_CHARACTERS_MAX,
  LEARNINGS_MAX,
  type Learning,
} from '../../../../src/core/postflight/learnings/learning.ts'
import type { Speaker } from '../../../../src/core/postflight/reading/log-line.ts'
import { linesOf, offer, readTranscript } from '../../../support/offered-lines.ts'

interface Sample {
  readonly text: string
  readonly speaker: Speaker
  readonly isLearning: boolean
}

/** Both files were written before the rules that they measure. */
function samples(file: string): readonly Sample[] {
  const text = readFileSync(new URL(`../../../fixtures/${file}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample)
}

function learn(text: string, speaker: Speaker = 'agent'): readonly Learning[] {
  return offer(openDeclaredLearnings(), linesOf(speaker, text)).end()
}

const contents = (text: string, speaker?: Speaker) => learn(text, speaker).map(({ content }) => content)

describe('declared learnings', () => {
  test('are found behind the tag with which an orchestrator marks what its agent says', () => {
    const said = 'Root cause: the cache kept values of an earlier run.'
    expect(contents(`[agent] ${said}`, 'output')).toEqual(['the cache kept values of an earlier run.'])
    expect(contents(`[Assistant] ${said}`, 'output')).toHaveLength(1)
    expect(contents(`[test-17] ${said}`, 'output')).toEqual([])
  })

  test.each(['learnings.jsonl', 'learnings-second.jsonl'])(
    'are told from other lines in 9 of 10 cases of %s',
    (file) => {
      const all = samples(file)
      const wrong = all.filter(({ text, speaker, isLearning }) => learn(text, speaker).length > 0 !== isLearning)
      expect(wrong.length / all.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.1)
    },
  )

  test('have type, content, line and speaker', () => {
    expect(learn('Some text.\n- **Root cause:** the lock was never released after a crash')).toEqual([
      {
        type: 'root_cause',
        content: 'the lock was never released after a crash',
        line: 2,
        speaker: 'agent',
        origin: 'declared',
      },
    ])
  })

  test('are of the type that their label or sentence says', () => {
    const typeOf = (text: string) => learn(text)[0]?.type
    expect(typeOf('Lesson learned: warm the cache before the load test')).toBe('explicit_learning')
    expect(typeOf('Solution: read the header before the first row')).toBe('solution_found')
    expect(typeOf('The fix was to close the file before the move')).toBe('fix_applied')
    expect(typeOf('Workaround: build twice with a cold cache')).toBe('workaround')
    expect(typeOf('It turned out that the port was taken by sshd')).toBe('root_cause')
  })

  test('may stand below their label, as a paragraph or a list', () => {
    expect(
      contents('**Root cause**\n\nThe proxy strips the trailing slash of the path.\nMore text that follows it here.'),
    ).toEqual(['The proxy strips the trailing slash of the path.'])
    expect(
      contents(
        'Lessons learned:\n1. Pin the base image by digest\n2. Read the release notes before upgrading\nThat is all there is.',
      ),
    ).toEqual(['Pin the base image by digest', 'Read the release notes before upgrading'])
  })

  test('are kept once, whatever their case and punctuation', () => {
    expect(learn('Fix: raise the limit of open files\nFix applied: Raise the limit of open files!')).toHaveLength(1)
  })

  test('are neither quoted, told to the agent, typed, nor in a block of code', () => {
    const line = 'Root cause: the lock was never released'
    expect(learn(line, 'quoted')).toEqual([])
    expect(learn(line, 'task')).toEqual([])
    expect(learn(line, 'command')).toEqual([])
    expect(learn(`\`\`\`\n${line}\n\`\`\``)).toEqual([])
    expect(learn(`\`\`\`\n${line}\n\`\`\`\n${line} after a crash`)).toHaveLength(1)
  })

  test('are read after the command of a step, whose closing fence opens no block', () => {
    const fence = '```'
    const log = `mini-swe-agent (step 1):\nTHOUGHT: I look.\n${fence}bash\nls\n${fence}\nThe fix was to close the file before the move`
    expect(offer(openDeclaredLearnings(), readTranscript(log).lines).end()).toHaveLength(1)
  })

  test('are no guesses, plans or templates', () => {
    expect(learn('The root cause might be the cache of the runner')).toEqual([])
    expect(learn('The issue is that the parser is called with one argument')).toEqual([])
    expect(learn('To fix this, I need to change the parser first')).toEqual([])
    expect(learn('Root cause: <describe the cause in one sentence>')).toEqual([])
  })

  test('are no slips of whoever speaks, and no complaint that something does not work', () => {
    expect(contents('Root cause: we are trying to import a class that lives in another module')).toEqual([])
    expect(contents("The issue was that the cache wasn't working as it should have been.")).toEqual([])
    expect(contents("The issue was that the cache didn't work when two workers shared a folder.")).toHaveLength(1)
  })

  test("are no tools' reports in a job's output", () => {
    expect(learn("* What went wrong:\nExecution failed for task ':app:test'.", 'output')).toEqual([])
    expect(learn('cause: connection to the server was refused', 'output')).toEqual([])
    expect(learn('Reason: the server closed the connection early', 'output')).toEqual([])
    expect(learn('Fix: run the formatter with the write flag', 'output')).toEqual([])
  })

  test('are bounded in number and length', () => {
    const many = Array.from({ length: LEARNINGS_MAX + 5 }, (_, index) => `TIL that the shard number ${index} is slow`)
    expect(learn(many.join('\n'))).toHaveLength(LEARNINGS_MAX)
    const long = learn(`Solution: ${'read the manual '.repeat(100)}`)[0]?.content
    expect(long).toHaveLength(CONTENT_CHARACTERS_MAX)
  })
})
