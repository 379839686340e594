import { describe, expect, test } from 'vitest'
import { readTranscript } from '../../../support/offered-lines.ts'

const START =
  'root@box1:/app# asciinema rec --stdin /logs/agent.cast\nasciinema: recording asciicast to /logs/agent.cast\n'

describe('recordings of a terminal', () => {
  test('take what follows a prompt for a command, and what it prints for output or a quotation', () => {
    const { format, lines, run } = readTranscript(
      `${START}root@box1:/app# make\ncc a.c\nroot@box1:/app# cat a.c\nint main;`,
    )
    expect(format).toBe('terminal recording')
    expect(lines.slice(2).map(({ speaker }) => speaker)).toEqual(['command', 'output', 'command', 'quoted'])
    expect(run).toBeUndefined()
  })

  test('are recognised by the third prompt of one user on one host', () => {
    const prompts = (count: number) => 'dev@ci-7:~$ ls\n'.repeat(count)
    expect(readTranscript(prompts(2)).format).toBeUndefined()
    expect(readTranscript(prompts(3)).format).toBe('terminal recording')
  })

  test('are recognised wherever below home their user is', () => {
    expect(readTranscript('dev@ci-7:~/acme/tally$ make\n'.repeat(3)).format).toBe('terminal recording')
  })

  test('say when the command of the agent was not found', () => {
    const log = `${START}root@box1:/app# mini -t 'Make it\n> work' -y\nbash: mini: command not found\nroot@box1:/app# `
    const { lines, run } = readTranscript(log)
    expect(lines[3]?.speaker).toBe('task')
    expect(run).toMatchObject({ agent: 'mini', steps: 0, facts: [{ kind: 'never_started', line: 5 }] })
  })

  test('say when the installation of the agent failed', () => {
    const { run } = readTranscript(
      `${START}root@box1:/app# source install.sh || echo INSTALL_FAIL\nINSTALL_FAIL\nroot@box1:/app# `,
    )
    expect(run?.facts).toMatchObject([{ kind: 'never_started', line: 4 }])
  })

  test('say when an agent whose lines are known ended without any', () => {
    const { run } = readTranscript(
      `${START}root@box1:/app# mini -t 'Do it'\nModuleNotFoundError: No module\nroot@box1:/app# `,
    )
    expect(run?.facts).toMatchObject([{ kind: 'no_step', line: 3 }])
  })

  test('know nothing of the steps of an agent whose lines are not known', () => {
    expect(readTranscript(`${START}root@box1:/app# claude -p 'Do it'\nDone.\nroot@box1:/app# `).run?.facts).toEqual([])
  })

  test('let the agent that is started in them speak in its own format', () => {
    const log = `${START}root@box1:/app# mini -t 'Do it'
👋 This is mini-swe-agent version 1.9.0.
mini-swe-agent (step 1, $0.01):
THOUGHT: Done.
\`\`\`bash
echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT
\`\`\`
User:
root@box1:/app# make test
1 failed`
    const { run, lines } = readTranscript(log)
    expect(run).toMatchObject({ agent: 'mini-swe-agent', steps: 1, facts: [{ kind: 'submitted', line: 8 }] })
    expect(lines.at(-2)?.speaker).toBe('command')
    expect(lines.at(-1)?.speaker).toBe('output')
  })
})
