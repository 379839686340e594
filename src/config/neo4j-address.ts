// A Neo4j address may carry user and password; the driver refuses such a URL, so they are taken out.

export interface Neo4jAddress {
  readonly uri: string
  readonly user: string | undefined
  readonly password: string | undefined
}

/** Takes a URL that `isDecodable`; throws URIError for any other. */
export function readNeo4jAddress(text: string): Neo4jAddress {
  const url = new URL(text)
  return {
    uri: text.replace(/^([a-z][a-z0-9+]*:\/\/)[^/?#]*@/i, '$1'),
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
  }
}

/** Whether user and password are properly percent-encoded; true for what is no URL at all. */
export function isDecodable(text: string): boolean {
  if (!URL.canParse(text)) return true
  try {
    readNeo4jAddress(text)
    return true
  } catch {
    return false
  }
}
