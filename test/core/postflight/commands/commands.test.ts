import { describe, expect, test } from 'vitest'
import { COMMANDS_MAX, type CommandHistory, openCommands } from '../../../../src/core/postflight/commands/commands.ts'
import { TOOLS_MAX } from '../../../../src/core/postflight/commands/tool-tally.ts'
import { linesOf, offer, readTranscript } from '../../../support/offered-lines.ts'

const inJob = (log: string): CommandHistory => offer(openCommands(), linesOf('output', log)).end()
const inTranscript = (log: string): CommandHistory => offer(openCommands(), readTranscript(log).lines).end()
const textsOf = ({ commands }: CommandHistory) => commands.map(({ text }) => text)

function step(number: number, command: string, code: number, output = ''): string {
  return `mini-swe-agent (step ${number}):
\`\`\`bash
${command}
\`\`\`
User:
<returncode>${code}</returncode>
<output>
${output}
</output>
`
}

describe('commands of CI jobs', () => {
  test('are read from the echoes of shells and CI systems', () => {
    const log = '$ npm ci\n+ git fetch --depth=1\n##[group]Run make test\n> jest --ci\n$ ./configure --prefix=/usr'
    expect(textsOf(inJob(log))).toEqual([
      'npm ci',
      'git fetch --depth=1',
      'make test',
      'jest --ci',
      './configure --prefix=/usr',
    ])
  })

  test('are not what only looks like an echo', () => {
    const log =
      '+ added a line of a diff\n> shop@1.0.0 test\n##[group]Run actions/checkout@v4\n> quoted mail\n$ Installing tools'
    expect(textsOf(inJob(log))).toEqual([])
  })

  test("have exit codes where Travis, GitHub or the shell's complaint tell them", () => {
    const log = `$ npm test
The command "npm test" exited with 1.
$ pip install six
The command "pip install six" exited with 0.
$ tox
bash: tox: command not found
##[group]Run make
Process completed with exit code 2.`
    expect(inJob(log).commands.map(({ exitCode }) => exitCode)).toEqual([1, 0, 127, 2])
  })
})

describe('commands of agents', () => {
  test('are whole scripts with their exit codes, and no lines of here-documents', () => {
    const history = inTranscript(step(1, "cd /app\ncat <<'EOF' > src/a.py\nimport git\nEOF\npython src/a.py", 3))
    expect(history.commands).toMatchObject([{ line: 3, exitCode: 3 }])
    expect(history.tools.map(({ name }) => name)).toEqual(['cat', 'python'])
    expect(history.lastEditLine).toBe(3)
  })

  test('leave alone what their output echoes', () => {
    expect(textsOf(inTranscript(step(1, 'bash -x run.sh', 0, '+ git status\n$ npm ci')))).toEqual(['bash -x run.sh'])
  })

  test('are read from prompts of a terminal', () => {
    const log = 'asciinema: recording a\nroot@b:/app# make test\n2 failed\nroot@b:/app# # look\nroot@b:/app# git diff\n'
    expect(inTranscript(log)).toMatchObject({
      commands: [{ text: 'make test', outcome: 'failed' }, { text: '# look' }, { text: 'git diff' }],
      testRuns: [{ line: 2, outcome: 'failed' }],
    })
  })

  test('are read from JSON records, edits included', () => {
    const call = (name: string, input: object) =>
      JSON.stringify({
        type: 'assistant',
        session_id: 's',
        message: { content: [{ type: 'tool_use', id: name, name, input }] },
      })
    const log = `${call('Bash', { command: 'npx vitest run' })}\n${call('Edit', { file_path: 'src/a.ts' })}`
    expect(inTranscript(log)).toMatchObject({ testRuns: [{ line: 1, outcome: 'unknown' }], lastEditLine: 2 })
  })
})

describe('tools', () => {
  test('are the first words, without sudo, assignments and changes of the folder', () => {
    const { tools } = inJob(
      '$ cd /src && CI=true sudo -E npm ci\n$ time /usr/bin/git status | head -3\n$ timeout 60 npm test',
    )
    expect(tools).toEqual([
      { name: 'npm', runs: 2, failures: 0 },
      { name: 'git', runs: 1, failures: 0 },
    ])
  })

  test('fail where the exit code is known and can only be theirs', () => {
    const log = `${step(1, 'pytest', 1)}${step(2, 'pytest && git push', 1)}`
    expect(inTranscript(log).tools).toEqual([
      { name: 'pytest', runs: 2, failures: 1 },
      { name: 'git', runs: 1, failures: 0 },
    ])
  })

  test('and commands are bounded', () => {
    const history = inJob(Array.from({ length: COMMANDS_MAX + 9 }, (_, index) => `$ tool${index} run`).join('\n'))
    expect(history.commands).toHaveLength(COMMANDS_MAX)
    expect(history.commands.at(-1)?.text).toBe(`tool${COMMANDS_MAX + 8} run`)
    expect(history.tools).toHaveLength(TOOLS_MAX)
  })
})

describe('test runs', () => {
  const outcomeOf = (command: string, code: number, output: string) =>
    inTranscript(step(1, command, code, output)).testRuns.map(({ outcome }) => outcome)

  test('pass or fail by their exit code', () => {
    expect(outcomeOf('pytest -q', 0, '')).toEqual(['passed'])
    expect(outcomeOf('cd a && python -m unittest', 1, '')).toEqual(['failed'])
    expect(outcomeOf('ls', 1, '')).toEqual([])
  })

  test('pass or fail by what they print where something hides their exit code', () => {
    expect(outcomeOf('pytest | tail -3', 0, '1 failed, 8 passed in 2s')).toEqual(['failed'])
    expect(outcomeOf('pytest || true', 0, '9 passed in 2s')).toEqual(['passed'])
    expect(outcomeOf('pytest; echo done', 0, '')).toEqual(['unknown'])
  })

  test('include scripts that are tests by their name', () => {
    expect(outcomeOf('python tests/test_parser.py', 0, '')).toEqual(['passed'])
    expect(outcomeOf('bin/test sets', 0, '')).toEqual(['passed'])
    expect(outcomeOf('python latest.py', 0, '')).toEqual([])
  })
})
