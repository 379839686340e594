import { describe, expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/program.ts'
import { runPostflight } from './run-postflight.ts'

const COMMANDS = buildProgram('0.0.0', () => {}).commands.map((command) => command.name())

describe('the command line', () => {
  it('has the commands that the documentation names', () => {
    expect(COMMANDS).toEqual([
      'check',
      'process',
      'submit',
      'worker',
      'report',
      'learnings',
      'status',
      'failed',
      'retry',
      'dashboard',
    ])
  })

  it.each(COMMANDS)('%s --help shows examples on stdout and ends well', async (command) => {
    const { code, stdout, stderr } = await runPostflight([command, '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: postflight ${command}`)
    expect(stdout).toContain(`$ postflight ${command}`)
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
    [['check', 'a.log', '--rules', 'modern'], 'Expected one of the rule packs that exist: classic'],
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
