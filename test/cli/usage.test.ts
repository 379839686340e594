import { describe, expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/program.ts'
import { runPostflight } from './run-postflight.ts'

const PROGRAM = buildProgram('0.0.0', () => {})
const COMMANDS = PROGRAM.commands.map((command) => command.name())
/** What can be run: a command that has commands of its own stands for them. */
const RUNNABLE = PROGRAM.commands.flatMap((command) =>
  command.commands.length === 0
    ? [[command.name()]]
    : command.commands.map((nested) => [command.name(), nested.name()]),
)

describe('the command line', () => {
  it('has the commands that the documentation names', () => {
    expect(COMMANDS).toEqual([
      'check',
      'eval',
      'rules',
      'process',
      'submit',
      'worker',
      'report',
      'recheck',
      'learnings',
      'status',
      'failed',
      'retry',
      'dashboard',
    ])
  })

  it.each(RUNNABLE.map((words) => [words.join(' '), words] as const))(
    '%s --help shows examples on stdout and ends well',
    async (command, words) => {
      const { code, stdout, stderr } = await runPostflight([...words, '--help'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toContain(`Usage: postflight ${command}`)
      expect(stdout).toContain(`$ postflight ${command}`)
    },
  )

  it('rules has commands of its own and lists them', async () => {
    const { code, stdout, stderr } = await runPostflight(['rules', '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const name of ['list', 'test', 'explain']) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  })

  it('prints its version on stdout', async () => {
    const { code, stdout } = await runPostflight(['--version'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it.each([
    [['chek'], '(Did you mean check?)'],
    [['status', '--jsn'], '(Did you mean --json?)'],
    [['retry', 'learnin'], '(Did you mean learning?)'],
    [['worker', 'validation', 'notifcation'], '(Did you mean notification?)'],
  ])('suggests what %o may mean', async (args, suggestion) => {
    const { code, stdout, stderr } = await runPostflight(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(suggestion)
  })

  it.each([
    [[], 'Usage: postflight'],
    [['report'], "missing required argument 'JOB_ID'"],
    [['report', 'a/b'], 'Expected job_id to be free of "/"'],
    [['report', '..'], 'Expected job_id to be a name of its own'],
    [['submit', 'x', '--exit-code', '1.5'], 'Expected an integer from'],
    [['check', '-', '--exit-code', '300'], 'Expected an integer from 0 to 255'],
    [['check', '-', '--exit-code', '-1'], 'Expected an integer from 0 to 255'],
    [['submit', 'x', '--run-attempt', '0'], 'Expected an integer from 1'],
    [['process'], 'Expected job ids or --recent N, got neither'],
    [['process', 'a', '--recent', '2'], 'Expected either job ids or --recent N, got both'],
    [['report', 'a', '--run-attempt', '3'], 'Expected attempt 3 of a to have a report'],
    [['failed', 'everything'], 'Expected one of validation, finalize, learning, notification'],
    [['check', 'a.log', 'b.log'], 'Expected one log file, got 2'],
    [['check', 'a.log', '--all'], 'Expected --jobs DIR to come with --all'],
    [['check', 'a.log', '--reports', 'out'], 'Expected --jobs DIR to come with --reports'],
    [['check', '--jobs', 'x'], 'Expected --jobs with either job ids, --recent or --all'],
    [['check', '--jobs', 'x', 'a', '--all'], 'Expected --jobs with either job ids, --recent or --all'],
    [['check', '-', '--rules', 'modern'], 'Expected a rule file at '],
    [['check', '-', '--rules', 'modern'], 'the rules that have a name instead are postflight and classic\n'],
    [['check', '-', '--rules', 'classi'], 'did you mean classic?'],
    [['check', 'nope.log'], 'Hint: Check the path and that the file is there'],
    [['check', '-', '--rules', 'classic', '--rules', 'postflight'], 'Expected the classic rules to stand alone'],
    [['check', '-', '--format', 'xml'], 'Expected one of text, json, github, sarif, junit'],
    [['eval'], "required option '--labels <DIR>' not specified"],
    [['recheck'], 'Expected job ids, --all, --recent or --since, got none of them'],
    [['rules'], 'Usage: postflight rules'],
    [['rules', 'explain'], "missing required argument 'log'"],
    [['check', 'a.log', '--fail-under', '101'], 'Expected an integer from 0 to 100'],
    [['status', 'extra'], 'too many arguments'],
  ])('refuses %o with exit code 2 and the reason on stderr', async (args, reason) => {
    const { code, stdout, stderr } = await runPostflight(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })

  it('names every wrong setting and ends with 2 before anything starts', async () => {
    const env = { POSTFLIGHT_DRAIN: '1', REDIS_URL: 'http://:s3cret@cache' }
    const { code, stdout, stderr } = await runPostflight(['status'], { env })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('(config.invalid)')
    expect(stderr).toContain('did you mean POSTFLIGHT_DRAIN_MS?')
    expect(stderr).toContain('Expected REDIS_URL')
    expect(stderr).not.toContain('s3cret')
  })

  it('ends with 3 when the queue cannot be reached', async () => {
    const { code, stdout, stderr } = await runPostflight(['status'], { env: { REDIS_URL: 'redis://127.0.0.1:1' } })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('(queue.unavailable)')
  })
})
