// Keeps other web pages away from a dashboard that has no login: names that point at this machine by trickery
// (DNS rebinding), requests sent by other sites, and frames.

import type { FastifyInstance, FastifyRequest } from 'fastify'

const READ_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])
/** Stand for every address of the machine; nobody's browser asks for them. */
const ALL_ADDRESSES: ReadonlySet<string> = new Set(['0.0.0.0', '::'])
/** The request was for somebody else (RFC 9110, 15.5.20). */
const MISDIRECTED = 421
const FORBIDDEN = 403

export interface GuardOptions {
  /** The address that the server listens on. */
  readonly host: string
  /** Lower case, without a port, IPv6 in brackets. */
  readonly allowedHosts: readonly string[]
}

/** Installs the checks on a server. They hold whatever it listens on: published ports lead to any address. */
export function guardRequests(server: FastifyInstance, { host, allowedHosts }: GuardOptions): void {
  const names = new Set(ALL_ADDRESSES.has(host) ? allowedHosts : [...allowedHosts, toHostName(host)])
  server.addHook('onRequest', async (request, reply) => {
    const refusal = refuse(request, names)
    void reply.headers(HEADERS)
    if (refusal !== undefined) return reply.code(refusal.status).send({ error: refusal.reason })
    return undefined
  })
}

/** As a browser names an address in its Host header. */
function toHostName(address: string): string {
  return address.includes(':') ? `[${address}]` : address.toLowerCase()
}

const HEADERS = {
  // The page asks for fonts of another site; it has fallbacks, and nobody else needs to know who looks at it.
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

interface Refusal {
  readonly status: number
  readonly reason: string
}

function refuse(request: FastifyRequest, names: ReadonlySet<string>): Refusal | undefined {
  const name = nameOf(request.headers.host)
  if (!names.has(name)) {
    const reason = `Expected the host to be one that POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS names, got ${JSON.stringify(name)}`
    return { status: MISDIRECTED, reason }
  }
  if (!READ_METHODS.has(request.method) && isForeign(request)) {
    const reason = 'Expected the request to come from the dashboard itself, got one from another site'
    return { status: FORBIDDEN, reason }
  }
  return undefined
}

function nameOf(host: string | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d{0,5}$/, '')
}

/** A client that is no browser sends neither header and may do what its user may. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return true
  const { origin } = headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== headers.host?.toLowerCase()
}
