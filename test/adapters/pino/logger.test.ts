import { describe, expect, it } from 'vitest'
import { createLogger, type LoggerOptions } from '../../../src/adapters/pino/logger.ts'
import { createSecretlintRedactor } from '../../../src/adapters/secretlint/redactor.ts'
import { errorFields, PostflightError } from '../../../src/core/error.ts'

function setup(options: Partial<LoggerOptions> = {}) {
  const written: string[] = []
  const logger = createLogger({
    level: 'debug',
    redactor: createSecretlintRedactor(),
    destination: { write: (line: string) => written.push(line) },
    ...options,
  })
  const lines = async () => {
    await logger.flush()
    return written.map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  return { logger, lines, written }
}

describe('logger', () => {
  it('writes one JSON object a line with level, time, message and fields', async () => {
    const { logger, lines, written } = setup()
    logger.info('job finalized', { jobId: 'job-1', learnings: 2, retried: false })
    expect(await lines()).toEqual([
      {
        level: 'info',
        pid: process.pid,
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        msg: 'job finalized',
        jobId: 'job-1',
        learnings: 2,
        retried: false,
      },
    ])
    expect(written[0]).toMatch(/^\{.*\}\n$/)
  })

  it('writes only what its level asks for', async () => {
    const { logger, lines } = setup({ level: 'warn' })
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](level)
    expect((await lines()).map((line) => line['level'])).toEqual(['warn', 'error'])
  })

  it('is silent when told to be', async () => {
    const { logger, lines } = setup({ level: 'silent' })
    logger.error('nobody hears this')
    expect(await lines()).toEqual([])
  })

  it('redacts the message and every text field', async () => {
    const { logger, lines } = setup()
    logger.error('cannot reach postgres://app:s3cr3t-pass@db/app', { error: 'password=hunter2', password: 'swordfish' })
    expect(await lines()).toMatchObject([{ error: 'password=[redacted:password]', password: '[redacted:password]' }])
    expect(JSON.stringify(await lines())).not.toContain('s3cr3t')
  })

  it('keeps the order of lines, however long each takes to redact', async () => {
    let calls = 0
    const redact = async (text: string) => {
      calls += 1
      for (let turns = calls % 7; turns > 0; turns -= 1) await Promise.resolve()
      return text
    }
    const { logger, lines } = setup({ redactor: { redact } })
    const messages = Array.from({ length: 50 }, (_, index) => `line ${index}`)
    for (const message of messages) logger.info(message)
    expect((await lines()).map((line) => line['msg'])).toEqual(messages)
  })

  it('withholds a line that cannot be redacted and goes on', async () => {
    const redact = async (text: string) => {
      if (text.includes('bad')) throw new Error('no')
      return text
    }
    const { logger, lines } = setup({ redactor: { redact } })
    logger.info('bad')
    logger.info('good')
    expect((await lines()).map((line) => line['msg'])).toEqual([expect.stringContaining('withheld'), 'good'])
  })

  it('drops lines beyond its buffer and says how many', async () => {
    const { logger, lines } = setup({ redactor: { redact: async (text) => text } })
    for (let count = 0; count < 10_005; count += 1) logger.info('flood')
    const written = await lines()
    expect(written).toHaveLength(10_001)
    expect(written.at(-1)).toMatchObject({ level: 'warn', dropped: 5 })
  })

  it('logs an error by its code, message and hint', async () => {
    const { logger, lines } = setup()
    logger.warn('message not sent', errorFields(new PostflightError('telegram.unavailable', 'Expected …, got …')))
    expect(await lines()).toMatchObject([
      { code: 'telegram.unavailable', error: 'Expected …, got …', hint: expect.stringContaining('tried again') },
    ])
  })
})
