// One process's use of the server. States: joining (attach, or start and attach) → attached → closed. When the
// server dies under an attached process, it joins again, with growing pauses, until it is closed.

import { setTimeout as delay } from 'node:timers/promises'
import { PostflightError, toPostflightError } from '../../core/error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Binaries } from './binaries.ts'
import { connectionTo } from './connection.ts'
import { startPostmaster, stopPostmaster } from './postmaster.ts'
import { attach, leave, type Presence } from './presence.ts'
import type { Site } from './site.ts'

/** As long as a start may take after a crash; another process may be the one that starts. */
const JOIN_TIMEOUT_MS = 120_000
const JOIN_RETRY_MS = 50
const PAUSE_MIN_MS = 50
const PAUSE_MAX_MS = 5_000
/** A server that lived this long did not die of what ended the one before. */
const STABLE_MS = 10_000

export class Membership {
  readonly #site: Site
  readonly #binaries: Binaries
  readonly #logger: Logger
  readonly #closing = new AbortController()
  #presence: Presence | undefined
  #joinedAtMs = 0
  #pauseMs = PAUSE_MIN_MS
  #rejoining: Promise<void> = Promise.resolve()
  #closed: Promise<void> | undefined

  constructor(site: Site, binaries: Binaries, logger: Logger) {
    this.#site = site
    this.#binaries = binaries
    this.#logger = logger
  }

  /** Throws `embedded.failed` when there is no server within two minutes or it refuses to start. */
  async join(): Promise<void> {
    const deadline = Date.now() + JOIN_TIMEOUT_MS
    while (this.#presence === undefined) {
      try {
        this.#presence = await attach(connectionTo(this.#site), () => this.#lost())
        this.#joinedAtMs = Date.now()
      } catch (error) {
        await this.#prepareNextTry(error, deadline)
      }
    }
  }

  async #prepareNextTry(error: unknown, deadline: number): Promise<void> {
    if (this.#closing.signal.aborted || Date.now() > deadline) {
      const message = `Expected a server at ${this.#site.socketFolder}, got ${(error as Error).message}`
      throw new PostflightError('embedded.failed', message, { cause: error })
    }
    if (isAbsent(error) && (await startPostmaster(this.#site, this.#binaries)) === 'ready') return
    await delay(JOIN_RETRY_MS)
  }

  #lost(): void {
    this.#presence = undefined
    if (this.#closing.signal.aborted) return
    const stable = Date.now() - this.#joinedAtMs > STABLE_MS
    this.#pauseMs = stable ? PAUSE_MIN_MS : Math.min(this.#pauseMs * 2, PAUSE_MAX_MS)
    this.#logger.warn('The database server went away; starting it again', { pauseMs: this.#pauseMs })
    this.#rejoining = this.#rejoin()
  }

  /** Never throws. */
  async #rejoin(): Promise<void> {
    while (this.#presence === undefined) {
      await delay(this.#pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      if (this.#closing.signal.aborted) return
      try {
        await this.join()
        this.#logger.info('The database server is back')
      } catch (error) {
        this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MAX_MS)
        this.#logger.error('The database server did not come back; trying again', { ...explain(error) })
      }
    }
  }

  /** Never throws; a second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#leave()
    return this.#closed
  }

  async #leave(): Promise<void> {
    this.#closing.abort()
    await this.#rejoining
    const presence = this.#presence
    if (presence === undefined) return
    try {
      if (await leave(presence)) await stopPostmaster(presence.serverPid, this.#site)
    } catch (error) {
      this.#logger.warn('The database server could not be left in order', { ...explain(error) })
    } finally {
      await presence.session.end().catch(() => undefined)
    }
  }
}

/** No socket, or nobody behind it. */
function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ECONNREFUSED'
}

function explain(error: unknown): { code: string; reason: string } {
  const { code, message } = toPostflightError(error)
  return { code, reason: message }
}
