import { describe, expect, it } from 'vitest'
import { openGithub } from '../../../src/core/formats/github.ts'
import type { Analysis } from '../../../src/core/report.ts'
import { goldenPath, REPORTS, readAnalysis, writeDocument } from './fixtures.ts'

describe('the GitHub form', () => {
  it.each(REPORTS)('writes %s as workflow commands', async (name) => {
    const text = writeDocument(openGithub(1), [readAnalysis(name)])
    await expect(`${text}\n`).toMatchFileSnapshot(goldenPath(`${name}.github`))
  })

  it('points to the source where the log names a place in it, else to the line of the log', () => {
    expect(commandsOf([readAnalysis('gcc')])[1]).toMatch(/^::error file=src\/parser\.c,line=22,col=8,title=/)
    expect(commandsOf([readAnalysis('maven')])[1]).toMatch(
      /^::error file=logs\/cart-1041,line=1020,endLine=1020,title=/,
    )
  })

  it('says what the exit code means, where that is more than failure', () => {
    const { verdict, ...failed } = readAnalysis('gcc')
    const analysis = { ...failed, exit_code: 124, verdict: verdict && { ...verdict, exit_code_means: 'timed out' } }
    expect(commandsOf([analysis])[0]).toContain(', exit code 124, timed out%0A')
  })

  it('names no file where the log came from standard input', () => {
    const text = openGithub(1).add({ analysis: readAnalysis('maven'), logPath: undefined })
    expect(text.split('\n')[1]).toMatch(/^::error title=/)
  })

  it('leaves out a line that is counted from 0, which GitHub does not know', () => {
    expect(commandsOf([withError({ file: 'a.c', file_line: 0, column: 0 })])[1]).toMatch(/^::error file=a\.c,title=/)
  })

  it('lets text of a log end neither a property nor a command', () => {
    const text = '50%, a:b\r\n::error::forged'
    const [, command = ''] = commandsOf([{ ...withError({ file: text, message: text, context: '' }), job_id: text }])
    const [, properties = '', message] = /^::error (.*?)::(.*)$/.exec(command) ?? []
    expect(properties.split(',').map((property) => property.split('=')[0])).toEqual(['file', 'title'])
    expect(properties).toContain('file=50%25%2C a%3Ab %3A%3Aerror%3A%3Aforged')
    expect(message).toMatch(/^50%25, a:b ::error::forged/)
  })

  it('writes line feeds of a block as %0A, so that each annotation is one line', () => {
    const text = writeDocument(openGithub(1), [readAnalysis('hostile')])
    expect(text.split('\n').every((line) => /^::(?:error|warning|notice) /.test(line))).toBe(true)
    expect(text).toContain('%0A1: before%0A2: ')
  })

  it('shows ten annotations of a type and counts the rest in a closing notice', () => {
    const commands = commandsOf([withErrors(13)])
    expect(commands.filter((command) => command.startsWith('::error '))).toHaveLength(10)
    expect(commands.at(-1)).toBe(
      '::notice title=postflight::Not shown as annotations: 3 more errors; `postflight check` lists them.',
    )
  })

  it('says nothing at the end where everything was shown', () => {
    expect(commandsOf([withErrors(10)])).toHaveLength(11)
  })

  it('shares the annotations among several jobs', () => {
    const commands = commandsOf([withErrors(13), withErrors(13), withErrors(13)])
    const shown = commands.filter((command) => command.startsWith('::error '))
    expect(shown.map((command) => /message (\d+)/.exec(command)?.[1])).toEqual([
      '0',
      '1',
      '2',
      '0',
      '1',
      '2',
      '0',
      '1',
      '2',
    ])
    expect(commands.at(-1)).toContain('3 jobs: 3 failed. Not shown as annotations: 30 more errors;')
  })

  it('keeps the notices for failed jobs where there are more jobs than notices', () => {
    const passed = Array.from({ length: 20 }, () => readAnalysis('passed'))
    const commands = commandsOf([...passed, readAnalysis('gcc')])
    expect(commands[0]).toContain('title=postflight%3A FAILED 28/100')
    expect(commands.at(-1)).toBe('::notice title=postflight::21 jobs: 1 failed, 20 passed.')
  })

  it('never writes more than ten of a type, however many jobs there are', () => {
    const commands = commandsOf(Array.from({ length: 500 }, () => withErrors(2)))
    for (const type of ['error', 'notice'])
      expect(commands.filter((command) => command.startsWith(`::${type} `))).toHaveLength(10)
  })

  it('says with an error that a failed run has no known cause', () => {
    expect(commandsOf([readAnalysis('go-test')])[1]).toMatch(
      /^::error .*::The run failed and no cause was found\.%0A15: /,
    )
  })
})

function commandsOf(analyses: readonly Analysis[]): readonly string[] {
  return writeDocument(openGithub(analyses.length), analyses).split('\n')
}

function withError(fields: object): Analysis {
  const error = { type: 'compile_error', severity: 'high', count: 1, context: 'x', message: 'x', ...fields } as const
  return { ...readAnalysis('gcc'), errors: [error] }
}

function withErrors(count: number): Analysis {
  const errors = Array.from({ length: count }, (_, index) => withError({ message: `message ${index}` }).errors[0] ?? '')
  return { ...readAnalysis('gcc'), errors }
}
