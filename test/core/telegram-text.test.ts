import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notification } from '../../src/core/notification.ts'
import { renderTelegramText, TELEGRAM_TEXT_UNITS_MAX } from '../../src/core/telegram-text.ts'
import { parseHtmlEntities } from '../support/bot-api/html-entities.ts'

function aNotification(fields: Partial<Notification> = {}): Notification {
  return { level: 'warning', text: 'Task `01234567` failed (exit 1)', project: 'acme', jobId: '0123456789', ...fields }
}

/** What a reader sees; fails on markup that Telegram refuses. */
function read(notification: Notification): string {
  const parsed = parseHtmlEntities(renderTelegramText(notification))
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed.text
}

describe('Telegram text', () => {
  it('shows the sentence, the project and the whole job id', () => {
    expect(renderTelegramText(aNotification())).toBe(
      '⚠️ Task <code>01234567</code> failed (exit 1)\nProject: acme\nJob: <code>0123456789</code>',
    )
  })

  it('shows the cause behind the sentence, with its backticks and its markup as they are', () => {
    const cause = 'borrow of moved value: `from` in Vec<Account> & more'
    expect(renderTelegramText(aNotification({ cause }))).toBe(
      '⚠️ Task <code>01234567</code> failed (exit 1): borrow of moved value: `from` in Vec&lt;Account&gt; &amp; more\n' +
        'Project: acme\nJob: <code>0123456789</code>',
    )
  })

  it('lets no cause forge a line', () => {
    expect(read(aNotification({ cause: 'a\nProject: b' }))).toContain('failed (exit 1): a Project: b\nProject: acme')
  })

  it('marks each level differently', () => {
    const marks = (['info', 'warning', 'critical'] as const).map(
      (level) => read(aNotification({ level })).split(' ')[0],
    )
    expect(new Set(marks).size).toBe(3)
  })

  it('shows markup in names as it was written', () => {
    const project = '<b>R&D</b> &lt;'
    expect(read(aNotification({ project, jobId: 'a<b>&c' }))).toContain(`Project: ${project}\nJob: a<b>&c`)
  })

  it('keeps backticks within a job id', () => {
    expect(read(aNotification({ text: 'Task `a`b` failed (exit 1)' }))).toContain('Task a`b failed (exit 1)')
  })

  it('shows a job id of 200 bytes whole, however much of it is escaped', () => {
    const jobId = '&'.repeat(200)
    expect(read(aNotification({ jobId, project: '<'.repeat(5_000) }))).toContain(`Job: ${jobId}`)
  })

  it('lets no name forge a line or turn the reading direction', () => {
    expect(read(aNotification({ project: 'a\nJob: b\u202ec' }))).toContain('Project: a Job: b c\nJob: 0123456789')
  })

  it('stays valid and within the limit for any names', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6_000 }),
      fc.string({
        unit: fc.constantFrom('<', '&', '`', '😀', '\ud83d', '\udc00', '</code>', '\n', '\0'),
        maxLength: 6_000,
      }),
      fc.string({ maxLength: 50 }).map((text) => text.repeat(100_000)),
    )
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (text, cause, project, jobId) => {
        const html = renderTelegramText(aNotification({ text, cause, project, jobId }))
        expect(html.length).toBeLessThanOrEqual(TELEGRAM_TEXT_UNITS_MAX)
        expect(html.isWellFormed()).toBe(true)
        expect(parseHtmlEntities(html)).toHaveProperty('text')
      }),
      { numRuns: 100 },
    )
  })
})
