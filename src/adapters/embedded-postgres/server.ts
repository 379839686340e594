// The embedded PostgreSQL server: one per folder and machine, shared by all processes that are given the folder.
// The first starts it, others attach, whoever sees it die starts it again, and the last to leave stops it. A server
// whose users were all killed stays until the next process attaches, which then stops it on leaving.

import { PostflightError } from '../../core/error.ts'
import type { Logger } from '../../ports/logger.ts'
import { prepareBinaries } from './binaries.ts'
import { connectionTo, type ServerConnection } from './connection.ts'
import { prepareDataFolder } from './data-folder.ts'
import { Membership } from './membership.ts'
import { currentPlatform, findPostgresPackage, type Platform } from './package.ts'
import { openSite } from './site.ts'

export interface EmbeddedServerOptions {
  /** Absolute path, of any length; made when missing. */
  readonly folder: string
  readonly logger: Logger
  /** This machine unless a test says otherwise. */
  readonly platform?: Platform
}

export interface EmbeddedServer {
  /** Stays valid when the server is restarted. */
  readonly connectionOptions: ServerConnection
  /** Close pools first. Stops the server unless other processes use it. Never throws. */
  close(): Promise<void>
}

/** Throws `embedded.unsupported`, `embedded.version` or `embedded.failed`. */
export async function startEmbeddedPostgres(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  try {
    return await start(options)
  } catch (cause) {
    if (cause instanceof PostflightError) throw cause
    const message = `Expected a database server on ${options.folder}, got ${(cause as Error).message}`
    throw new PostflightError('embedded.failed', message, { cause })
  }
}

async function start({ folder, logger, platform }: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const source = findPostgresPackage(platform ?? currentPlatform())
  const site = await openSite(folder)
  if (site.movedFrom !== undefined) {
    const reason = 'The database lies elsewhere: the account that runs it cannot reach the folder asked for'
    logger.info(reason, { folder: site.movedFrom, database: site.home })
  }
  const binaries = await prepareBinaries(source, site)
  await prepareDataFolder(site, binaries, source.majorVersion)
  const membership = new Membership(site, binaries, logger)
  await membership.join()
  return { connectionOptions: connectionTo(site), close: () => membership.close() }
}
