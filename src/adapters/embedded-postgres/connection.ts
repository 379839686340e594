// How a client reaches the embedded server.

import { SUPERUSER } from './data-folder.ts'
import { PORT } from './server-lock.ts'
import type { Site } from './site.ts'

/** For `pg.Pool`. Everything is given, so that no PG* environment variable has a say. */
export interface ServerConnection {
  /** The socket's folder. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly ssl: false
}

/** Stays valid when the server is restarted. */
export function connectionTo(site: Site): ServerConnection {
  return { host: site.socketFolder, port: PORT, user: SUPERUSER, database: 'postgres', ssl: false }
}
