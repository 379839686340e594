import { describe, expect, test } from 'vitest'
import { readTranscript } from '../../../support/offered-lines.ts'

function run(command: string, output: string, code = 0): string {
  return `12:00:01 - ACTION
**CmdRunAction (source=EventSource.AGENT, is_input=False)**
THOUGHT: I will run it.
COMMAND:
${command}
12:00:02 - OBSERVATION
**CmdOutputObservation (source=EventSource.AGENT, exit code=${code}, metadata={
  "exit_code": ${code}
})**
--BEGIN AGENT OBSERVATION--
${output}
[Command finished with exit code ${code}]
--END AGENT OBSERVATION--
`
}

const speakerOf = (log: string, text: string) => readTranscript(log).lines.find((line) => line.text === text)?.speaker

describe('OpenHands', () => {
  test('tells thought, command and output apart', () => {
    const log = run('npm test', '3 passing')
    expect(readTranscript(log)).toMatchObject({ format: 'OpenHands', run: { steps: 1 } })
    expect(speakerOf(log, 'THOUGHT: I will run it.')).toBe('agent')
    expect(speakerOf(log, 'npm test')).toBe('command')
    expect(speakerOf(log, '3 passing')).toBe('output')
    expect(speakerOf(run('grep -rn fail src', 'src/a.js: fail()'), 'src/a.js: fail()')).toBe('quoted')
  })

  test("takes the user's message for the task", () => {
    const log = '**MessageAction** (source=EventSource.USER)\nCONTENT: Fix the failing build'
    expect(speakerOf(log, 'CONTENT: Fix the failing build')).toBe('task')
  })

  test('tells how the run ended', () => {
    const kindsOf = (end: string) => readTranscript(run('ls', 'src') + end).run?.facts.map(({ kind }) => kind)
    const state = (to: string) => `Setting agent(CodeActAgent) state from AgentState.RUNNING to AgentState.${to}`
    expect(kindsOf(state('FINISHED'))).toEqual(['submitted'])
    expect(kindsOf(state('ERROR'))).toEqual(['no_finish'])
    const limit = 'RuntimeError: Agent reached maximum iteration. Current iteration: 30, max iteration: 30'
    expect(kindsOf(`${limit}\n${state('ERROR')}`)).toEqual(['limit_reached'])
    expect(kindsOf('')).toEqual([])
  })

  test('takes no bold text for its own', () => {
    expect(readTranscript('**ReadAction** is deprecated\n**CmdRunAction**').format).toBeUndefined()
  })
})
