// The answers of the Bot API stand-in, in the real server's form.

import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'

export interface Reply {
  /** 0: no answer, the connection is cut. */
  readonly status: number
  readonly body: object | string
}

export function failing(fault: Fault): Reply | 'hang' {
  if (fault.kind === 'hang') return 'hang'
  if (fault.kind === 'rate-limited') return tooMany(fault.retry_after ?? 1)
  if (fault.kind === 'server-error') return refuse(500, 'Internal Server Error')
  if (fault.kind === 'not-json') return { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }
  if (fault.kind === 'blocked') return refuse(403, 'Forbidden: bot was blocked by the user')
  return { status: 0, body: '' }
}

export function tooMany(seconds: number): Reply {
  const reply = refuse(429, `Too Many Requests: retry after ${seconds}`)
  return { ...reply, body: { ...(reply.body as object), parameters: { retry_after: seconds } } }
}

export function botOf(token: string): object {
  return { id: Number(token.split(':')[0]), is_bot: true, first_name: 'stand-in', username: 'stand_in_bot' }
}

export function accept(result: object): Reply {
  return { status: 200, body: { ok: true, result } }
}

export function refuse(status: number, description: string): Reply {
  return { status, body: { ok: false, error_code: status, description } }
}

export function write(response: ServerResponse, { status, body }: Reply): void {
  if (status === 0) {
    response.socket?.resetAndDestroy()
    return
  }
  const json = typeof body === 'object'
  response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/html' })
  response.end(json ? JSON.stringify(body) : body)
}
