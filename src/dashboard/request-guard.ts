// Keeps other web pages away from a dashboard that has no login: names that point at this machine by trickery
// (DNS rebinding), requests sent by other sites, and frames.

import type { FastifyInstance, FastifyRequest } from 'fastify'

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
const READ_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Installs the checks on a server that listens on `host`; beyond loopback its own names are unknown. */
export function guardRequests(server: FastifyInstance, host: string): void {
  const isLoopback = LOOPBACK_NAMES.has(host) || host === '::1' || host.startsWith('127.')
  server.addHook('onRequest', async (request, reply) => {
    const refusal = refuse(request, isLoopback ? host : undefined)
    void reply.headers(HEADERS)
    if (refusal !== undefined) return reply.code(403).send({ error: refusal })
    return undefined
  })
}

const HEADERS = {
  // The page asks for fonts of another site; it has fallbacks, and nobody else needs to know who looks at it.
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

function refuse(request: FastifyRequest, loopbackHost: string | undefined): string | undefined {
  const name = nameOf(request.headers.host)
  if (loopbackHost !== undefined && !LOOPBACK_NAMES.has(name) && name !== loopbackHost) {
    return `Expected the host to be localhost, got ${JSON.stringify(name)}`
  }
  if (!READ_METHODS.has(request.method) && isForeign(request)) {
    return 'Expected the request to come from the dashboard itself, got one from another site'
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
