// The Bot API stand-in as a process of its own, for load tests: prints `READY <apiRoot>` once it listens.
// tsx test/support/bot-api/main.ts --port 8081 --token 123456:… --chat 42 --per-second 1

import { parseArgs } from 'node:util'
import { startBotApi } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: '1234567890:stand-in-token-stand-in-token-12345' },
    chat: { type: 'string', default: '42' },
    'per-second': { type: 'string', default: '1' },
    'tolerance-ms': { type: 'string', default: '0' },
  },
})

const botApi = await startBotApi({
  botToken: values.token,
  chatId: values.chat,
  port: Number(values.port),
  perSecond: Number(values['per-second']),
  toleranceMs: Number(values['tolerance-ms']),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void botApi.close())
console.log(`READY ${botApi.apiRoot}`)
