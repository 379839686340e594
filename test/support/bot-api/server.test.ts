import { afterEach, describe, expect, it } from 'vitest'
import { parseHtmlEntities } from './html-entities.ts'
import { type BotApi, type BotApiOptions, startBotApi } from './server.ts'

const BOT_TOKEN = '1234567890:stand-in-token-stand-in-token-12345'

let botApi: BotApi | undefined
afterEach(async () => await botApi?.close())

async function setup(options: Partial<BotApiOptions> = {}) {
  botApi = await startBotApi({ botToken: BOT_TOKEN, chatId: '42', perSecond: 0, ...options })
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${botApi?.apiRoot}${path}`, init)
    return (await response.json()) as { error_code?: number }
  }
  const send = (fields: Record<string, unknown>) =>
    call(`/bot${BOT_TOKEN}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: '42', ...fields }),
    })
  return { botApi, call, send }
}

describe('Bot API stand-in', () => {
  it('takes JSON, urlencoded and multipart bodies and query strings', async () => {
    const { botApi, call, send } = await setup()
    const form = new FormData()
    form.set('chat_id', '42')
    form.set('text', 'multipart')
    const path = `/bot${BOT_TOKEN}/sendMessage`
    await send({ text: 'json' })
    await call(path, { method: 'POST', body: new URLSearchParams({ chat_id: '42', text: 'urlencoded' }) })
    await call(path, { method: 'POST', body: form })
    await call(`${path}?chat_id=42&text=query`)
    expect(botApi.sent.map((message) => message.text)).toEqual(['json', 'urlencoded', 'multipart', 'query'])
  })

  it('answers an accepted message as Telegram does', async () => {
    const { send } = await setup()
    const answer = await send({ text: '<b>a</b> &amp; b', parse_mode: 'HTML' })
    expect(answer).toMatchObject({ ok: true, result: { message_id: 1, chat: { id: 42 }, text: 'a & b' } })
  })

  it.each([
    ['/botnonsense/sendMessage', 404, 'Not Found'],
    [`/bot1234567890:${'x'.repeat(35)}/sendMessage`, 401, 'Unauthorized'],
    [`/bot${BOT_TOKEN}/sendTelepathy`, 404, 'Not Found: method not found'],
    ['/', 404, 'Not Found'],
  ])('refuses %s', async (path, code, description) => {
    const { call } = await setup()
    expect(await call(path)).toEqual({ ok: false, error_code: code, description })
  })

  it.each([
    [{ chat_id: '' }, 'chat_id is empty'],
    [{ chat_id: '43', text: 'a' }, 'chat not found'],
    [{ text: '' }, 'message text is empty'],
    [{ text: ' \n ' }, 'message text is empty'],
    [{ text: '<b> </b>', parse_mode: 'HTML' }, 'message text is empty'],
    [{ text: 'a', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    [{ text: 'a'.repeat(4097) }, 'message is too long'],
    [{ text: '😀'.repeat(2049) }, 'message is too long'],
    [{ text: 'a\ud800' }, 'strings must be encoded in UTF-8'],
    [{ text: '<b>a', parse_mode: 'HTML' }, `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    [{ text: 'é<x>', parse_mode: 'HTML' }, `can't parse entities: Unsupported start tag "x" at byte offset 2`],
    [{ text: 'a < b', parse_mode: 'HTML' }, `can't parse entities: Unsupported start tag "" at byte offset 2`],
    [{ text: 'a</b>', parse_mode: 'HTML' }, `can't parse entities: Unexpected end tag at byte offset 1`],
    [
      { text: '<b>a</i>', parse_mode: 'HTML' },
      `can't parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
    ],
    [{ text: 'a <code', parse_mode: 'HTML' }, `can't parse entities: Unclosed start tag at byte offset 2`],
  ])('refuses %j', async (fields, reason) => {
    const { botApi, send } = await setup()
    expect(await send(fields)).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${reason}` })
    expect(botApi.sent).toEqual([])
  })

  it('counts the length after entities parsing', async () => {
    const { send } = await setup()
    expect(await send({ text: `<code>${'&amp;'.repeat(4096)}</code>`, parse_mode: 'HTML' })).toMatchObject({ ok: true })
  })

  it('refuses a second message within a second and says how long to wait', async () => {
    const { send } = await setup({ perSecond: 1 })
    await send({ text: 'first' })
    expect(await send({ text: 'second' })).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
  })

  it('fails as often as it is told to, then works again', async () => {
    const { botApi, call, send } = await setup()
    await call('/_fault', { method: 'POST', body: JSON.stringify({ kind: 'server-error', times: 2 }) })
    const codes = [await send({ text: 'a' }), await send({ text: 'a' }), await send({ text: 'a' })]
    expect(codes.map((answer) => answer.error_code ?? 'ok')).toEqual([500, 500, 'ok'])
    expect(await call('/_sent')).toMatchObject([{ text: 'a' }])
    expect([...botApi.statuses]).toEqual([
      [500, 2],
      [200, 1],
    ])
  })

  it('can accept a message and lose the answer', async () => {
    const { botApi, send } = await setup()
    botApi.fault({ kind: 'accept-and-reset', times: 1 })
    await expect(send({ text: 'a' })).rejects.toThrow()
    expect(botApi.sent).toHaveLength(1)
  })

  it('decodes the entities that Telegram knows and leaves all others', () => {
    expect(parseHtmlEntities('&lt;&#65;&#x42;&gt;&quot;&amp;&nbsp;& <a href="x">y</a>')).toEqual({
      text: '<AB>"&&nbsp;& y',
    })
  })
})
