import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createNotifierThatIsOff } from '../../../src/adapters/off/notifier.ts'
import { createTelegramNotifier } from '../../../src/adapters/telegram/notifier.ts'
import { PostflightError } from '../../../src/core/error.ts'
import type { Notification } from '../../../src/core/notification.ts'
import type { Fault } from '../../support/bot-api/faults.ts'
import { type BotApi, type BotApiOptions, startBotApi } from '../../support/bot-api/server.ts'

const SECRET = 'AAsecretsecretsecretsecretsecret_-1'
const BOT_TOKEN = `1234567890:${SECRET}`
const MESSAGE: Notification = { level: 'info', text: 'Task `j` failed (exit 1)', project: 'acme', jobId: 'j' }

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

async function setup(settings: Partial<BotApiOptions> & { timeoutSeconds?: number; sendTo?: string } = {}) {
  const botApi = await startBotApi({ botToken: BOT_TOKEN, chatId: '42', perSecond: 0, ...settings })
  opened.push(botApi)
  const { timeoutSeconds = 5, sendTo = '42' } = settings
  const at = { chatId: sendTo, apiRoot: `${botApi.apiRoot}/`, timeoutSeconds }
  return { botApi, notifier: createTelegramNotifier({ botToken: BOT_TOKEN, ...at }), at }
}

async function failureOf(sending: Promise<void>): Promise<PostflightError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PostflightError)
  return error as PostflightError
}

function everythingOf(error: Error): string {
  return inspect(error, { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null }) + error.stack
}

describe('Telegram notifier', () => {
  it('sends HTML to the chat, once', async () => {
    const { botApi, notifier } = await setup()
    await notifier.send(MESSAGE)
    expect(botApi.sent).toMatchObject([{ chatId: '42', text: 'ℹ️ Task j failed (exit 1)\nProject: acme\nJob: j' }])
  })

  it('makes one request per message and leaves waiting to the queue', async () => {
    const { botApi, notifier } = await setup({ perSecond: 1 })
    await notifier.send(MESSAGE)
    const error = await failureOf(notifier.send(MESSAGE))
    expect(error).toMatchObject({ code: 'telegram.rate_limited', retryAfterMs: 1000 })
    expect([...botApi.statuses]).toEqual([
      [200, 1],
      [429, 1],
    ])
  })

  it('is rejected in Telegram’s own words', async () => {
    const unknownChat = await setup({ sendTo: '43' })
    const error = await failureOf(unknownChat.notifier.send(MESSAGE))
    expect(error.code).toBe('telegram.rejected')
    expect(error.message).toContain('400 "Bad Request: chat not found"')
  })

  it.each([
    ['9999999999:AAothersecretothersecretothersecr', '401 "Unauthorized"'],
    ['not-a-token', '404 "Not Found"'],
  ])('is rejected with the token %s', async (botToken, answer) => {
    const { at } = await setup()
    const error = await failureOf(createTelegramNotifier({ botToken, ...at }).send(MESSAGE))
    expect(error).toMatchObject({ code: 'telegram.rejected' })
    expect(error.message).toContain(answer)
    expect(everythingOf(error)).not.toContain(botToken)
  })

  it('gives up on a server that does not answer', async () => {
    const { botApi, notifier } = await setup({ timeoutSeconds: 0.2 })
    botApi.fault({ kind: 'hang' })
    const error = await failureOf(notifier.send(MESSAGE))
    expect(error).toMatchObject({ code: 'telegram.unavailable' })
    expect(error.message).toContain('timeout')
  })

  it('takes a proxy’s error page for an absent service', async () => {
    const { botApi, notifier } = await setup()
    botApi.fault({ kind: 'not-json' })
    expect(await failureOf(notifier.send(MESSAGE))).toMatchObject({ code: 'telegram.unavailable' })
  })

  it.each<[Fault['kind']]>([
    ['rate-limited'],
    ['server-error'],
    ['not-json'],
    ['hang'],
    ['reset'],
    ['blocked'],
    ['accept-and-reset'],
  ])('keeps the bot token out of everything that can be reached from its error: %s', async (kind) => {
    const { botApi, notifier } = await setup({ timeoutSeconds: 0.2 })
    botApi.fault({ kind })
    expect(everythingOf(await failureOf(notifier.send(MESSAGE)))).not.toContain(SECRET)
  })

  it('keeps the bot token out of the error when nothing listens', async () => {
    const { botApi, notifier } = await setup()
    await (opened.pop() as BotApi).close()
    const error = await failureOf(notifier.send(MESSAGE))
    expect(botApi.sent).toEqual([])
    expect(error.message).toContain('ECONNREFUSED')
    expect(everythingOf(error)).not.toContain(SECRET)
  })

  it('keeps the bot token out of the error when the answer repeats it', async () => {
    const apiRoot = await startEcho()
    const error = await failureOf(createTelegramNotifier({ botToken: BOT_TOKEN, chatId: '42', apiRoot }).send(MESSAGE))
    expect(error.message).toContain('no route to /bot[redacted:telegram-bot-token]/sendMessage')
    expect(everythingOf(error)).not.toContain(SECRET)
  })

  it('shows no bot token when it is printed itself', async () => {
    const { notifier } = await setup()
    await notifier.send(MESSAGE)
    expect(inspect(notifier, { depth: null, showHidden: true })).not.toContain(SECRET)
  })
})

describe('disabled notifier', () => {
  it('says that it is not enabled', async () => {
    expect(createNotifierThatIsOff().enabled).toBe(false)
    await expect(createNotifierThatIsOff().send(MESSAGE)).rejects.toMatchObject({ code: 'internal.unexpected' })
  })
})

/** A proxy that answers in Telegram's form and repeats the path. */
async function startEcho(): Promise<string> {
  const server = createServer((request, response) => {
    response.end(JSON.stringify({ ok: false, error_code: 400, description: `no route to ${request.url}` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push({
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
