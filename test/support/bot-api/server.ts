// A Bot API stand-in that speaks real HTTP and keeps Telegram's rules: token, chat, entities, length, rate.
// Records every accepted message; can be told to fail in the ways in which Telegram and the network fail.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaults, type Fault, faultSchema } from './faults.ts'
import { accept, botOf, failing, type Reply, refuse, tooMany, write } from './replies.ts'
import { type Parameters, readParameters } from './request-body.ts'
import { checkMessage } from './send-message.ts'

export interface BotApiOptions {
  readonly botToken: string
  readonly chatId: string
  /** Messages per second and chat; Telegram's own rule is about one. 0 switches the rule off. */
  readonly perSecond?: number
  /** How much too early, in milliseconds, a message may come. */
  readonly toleranceMs?: number
  /** 0 takes any free port. */
  readonly port?: number
}

export interface SentMessage {
  readonly chatId: string
  /** As a reader sees it. */
  readonly text: string
  /** As it was sent. */
  readonly raw: string
  /** Milliseconds since the epoch. */
  readonly atMs: number
}

export interface BotApi {
  readonly apiRoot: string
  readonly sent: readonly SentMessage[]
  /** Answers so far, by HTTP status; 0 for those that got none. */
  readonly statuses: ReadonlyMap<number, number>
  fault(fault: Fault): void
  close(): Promise<void>
}

/** Listens on 127.0.0.1 once it resolves. */
export async function startBotApi(options: BotApiOptions): Promise<BotApi> {
  const state = createState(options)
  const server = createServer((request, response) => {
    answer(state, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: state.sent,
    statuses: state.statuses,
    fault: (fault) => state.faults.set(fault),
    close: () => close(server),
  }
}

function createState(options: BotApiOptions) {
  return {
    options,
    sent: [] as SentMessage[],
    statuses: new Map<number, number>(),
    faults: createFaults(() => performance.now()),
    /** By `performance.now()`, per chat: when the next message may come. */
    freeAtMs: new Map<string, number>(),
  }
}

type State = ReturnType<typeof createState>

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (url.pathname.startsWith('/_')) return control(state, request, response)
  const parameters = await readParameters(request, url).catch((error: Error) => error)
  const reply =
    parameters instanceof Error ? refuse(400, `Bad Request: ${parameters.message}`) : route(state, url, parameters)
  if (reply === 'hang') return
  state.statuses.set(reply.status, (state.statuses.get(reply.status) ?? 0) + 1)
  write(response, reply)
}

const TOKEN_SHAPE = /^\d+:[A-Za-z0-9_-]{30,}$/

function route(state: State, url: URL, parameters: Parameters): Reply | 'hang' {
  const [, token = '', method = ''] = /^\/bot([^/]+)\/([A-Za-z]+)$/.exec(decodeURIComponent(url.pathname)) ?? []
  const fault = state.faults.next()
  if (fault !== undefined && fault.kind !== 'accept-and-reset') return failing(fault)
  if (!TOKEN_SHAPE.test(token)) return refuse(404, 'Not Found')
  if (token !== state.options.botToken) return refuse(401, 'Unauthorized')
  if (method.toLowerCase() === 'getme') return accept(botOf(token))
  if (method.toLowerCase() !== 'sendmessage') return refuse(404, 'Not Found: method not found')
  const reply = sendMessage(state, parameters)
  return fault === undefined ? reply : { status: 0, body: '' }
}

function sendMessage(state: State, parameters: Parameters): Reply {
  const checked = checkMessage(parameters, state.options.chatId)
  if ('description' in checked) return refuse(400, checked.description)
  const waitMs = takeTurn(state, checked.chatId)
  if (waitMs > 0) return tooMany(Math.ceil(waitMs / 1000))
  state.sent.push({ ...checked, raw: parameters.get('text') ?? '', atMs: Date.now() })
  return accept({
    message_id: state.sent.length,
    from: botOf(state.options.botToken),
    chat: { id: Number(checked.chatId), type: 'private' },
    date: Math.floor(Date.now() / 1000),
    text: checked.text,
  })
}

/** Milliseconds until the chat may be written to again; 0 when it may be now, and then the turn is taken. */
function takeTurn(state: State, chatId: string): number {
  const { perSecond = 1, toleranceMs = 0 } = state.options
  const now = performance.now()
  const waitMs = (state.freeAtMs.get(chatId) ?? 0) - toleranceMs - now
  if (waitMs > 0) return waitMs
  if (perSecond > 0) state.freeAtMs.set(chatId, now + 1000 / perSecond)
  return 0
}

/** For load tests in other processes: `GET /_sent`, `GET /_statuses`, `POST /_fault`. */
async function control(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/_sent') return write(response, { status: 200, body: state.sent })
  if (request.url === '/_statuses') return write(response, { status: 200, body: Object.fromEntries(state.statuses) })
  if (request.url !== '/_fault') return write(response, refuse(404, 'Not Found'))
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const fault = faultSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()))
  if (!fault.success) return write(response, refuse(400, fault.error.message))
  state.faults.set(fault.data)
  write(response, accept(fault.data))
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
