// Reads a Bot API request's parameters: query string, JSON, urlencoded or multipart, as the real server does.

import type { IncomingMessage } from 'node:http'

export type Parameters = ReadonlyMap<string, string>

/** The real server's own limit is higher; no message comes near this one. */
const BODY_BYTES_MAX = 1_000_000

/** Later sources win over the query string. Throws a sentence on a body that cannot be read. */
export async function readParameters(request: IncomingMessage, url: URL): Promise<Parameters> {
  const parameters = new Map(url.searchParams)
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request)
  if (body.length === 0) return parameters
  for (const [name, value] of await parseBody(type, body)) parameters.set(name, value)
  return parameters
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > BODY_BYTES_MAX) throw new Error('Request Entity Too Large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

async function parseBody(type: string, body: Buffer): Promise<Iterable<[string, string]>> {
  if (type.startsWith('application/json')) return fromJson(body)
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(body.toString())
  if (!type.startsWith('multipart/form-data')) return []
  // oxlint-disable-next-line typescript/no-deprecated -- the bodies are small and come from our own tests
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return [...form].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
}

function fromJson(body: Buffer): [string, string][] {
  const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  if (typeof parsed !== 'object' || parsed === null) throw new Error('object expected as parameters')
  return Object.entries(parsed).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
}
