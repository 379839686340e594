import { describe, expect, test } from 'vitest'
import type { CommandRun, Outcome } from '../../../../src/core/postflight/commands/command-run.ts'
import { findLearnings } from '../../../../src/core/postflight/learnings/found.ts'

type Step = readonly [text: string, outcome?: Outcome, exitCode?: number]

function find(...steps: readonly Step[]): readonly string[] {
  const commands = steps.map(([text, outcome = 'unknown', exitCode], index): CommandRun => {
    return { line: 10 * (index + 1), text, outcome, exitCode }
  })
  return findLearnings(commands).map(({ content }) => content)
}

describe('found learnings', () => {
  test('name the change after which a failing test passed', () => {
    expect(find(['npm test', 'failed'], ['npm install left-pad', 'unknown', 0], ['npm test', 'passed'])).toEqual([
      '`npm test` passed after `npm install left-pad`',
    ])
  })

  test('carry the line of the pass and their origin', () => {
    const run = (line: number, text: string, outcome: Outcome): CommandRun => ({ line, text, outcome, exitCode: 0 })
    const commands = [
      run(1, 'make test', 'failed'),
      run(2, 'sed -i s/a/b/ a.c', 'unknown'),
      run(3, 'make test', 'passed'),
    ]
    expect(findLearnings(commands)).toMatchObject([
      { type: 'fix_applied', line: 3, speaker: 'command', origin: 'found' },
    ])
  })

  test('take the same command for the same in another folder or environment', () => {
    expect(find(['cd /app && pytest -q', 'failed'], ['sed -i s/a/b/ src/a.py'], ['CI=1 pytest  -q', 'passed'])).toEqual(
      ['`pytest -q` passed after `sed -i s/a/b/ src/a.py`'],
    )
  })

  test.each([
    ['that a file was written, without what', "cat > src/a.py <<'E'\nx\nE"],
    ['a print to look closer', `sed -i '9i\\ print("x")' src/a.py`],
    ['lines that were only taken away', "sed -i '9,12d' src/a.py"],
    ['what a test expects', 'sed -i s/1/2/ tests/test_cart.py'],
  ])('do not tell %s', (_, change) => {
    expect(find(['pytest -q', 'failed'], [change], ['pytest -q', 'passed'])).toEqual([])
  })

  test('are none after several changes, of which nobody knows which one helped', () => {
    const edit: Step = ['sed -i s/a/1/ lib/a.py']
    const write: Step = ["cat > lib/b.py <<'E'\nx\nE"]
    expect(find(['pytest', 'failed'], edit, edit, ['pytest', 'passed'])).toEqual([])
    expect(find(['pytest', 'failed'], edit, write, ['pytest', 'passed'])).toEqual([])
  })

  test('do not tell how what the run itself had broken was mended', () => {
    const steps: Step[] = [['pytest', 'passed'], ['pytest', 'failed'], ['sed -i s/a/1/ lib/a.py'], ['pytest', 'passed']]
    expect(find(...steps)).toEqual([])
  })

  test('tell a change whole or not at all', () => {
    const edit = (characters: number): Step => [`sed -i 's/a/${'b'.repeat(characters)}/' lib/a.py`]
    expect(find(['pytest', 'failed'], edit(200), ['pytest', 'passed'])).toEqual([
      `\`pytest\` passed after \`${edit(200)[0]}\``,
    ])
    expect(find(['pytest', 'failed'], edit(400), ['pytest', 'passed'])).toEqual([])
  })

  test('need a failure, a change that worked, and a pass that the log tells', () => {
    const install: Step = ['pip install six', 'unknown', 0]
    expect(find(install, ['pytest', 'passed'])).toEqual([])
    expect(find(['pytest', 'failed'], ['ls'], ['pytest', 'passed'])).toEqual([])
    expect(find(['pytest', 'failed'], ['pip install sx', 'unknown', 1], ['pytest', 'passed'])).toEqual([])
    expect(find(['pytest', 'failed'], install, ['pytest'])).toEqual([])
    expect(find(['ls a', 'failed'], install, ['ls a', 'passed'])).toEqual([])
  })

  test('learn nothing from a test that was rewritten itself, or from a script beside the work', () => {
    const rewrite: Step = ["cat > tests/test_a.py <<'E'\nE"]
    expect(find(['pytest tests/test_a.py', 'failed'], rewrite, ['pytest tests/test_a.py', 'passed'])).toEqual([])
    expect(find(['pytest', 'failed'], ["cat > look.py <<'E'\nE"], ['pytest', 'passed'])).toEqual([])
  })
})
