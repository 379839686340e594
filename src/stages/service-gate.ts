// Guards a service that may be away. While it is, jobs wait without spending attempts and one alert is logged.
// A message that keeps failing although others get through in between is at fault itself: its attempts count.

import type { Circuit } from '../core/circuit.ts'
import { errorFields, type PostflightError, toPostflightError } from '../core/error.ts'
import { done, holdQueue, type Outcome, retry, toFailure } from '../core/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'

export interface ServiceGateOptions {
  /** As people call it, for the alert. */
  readonly service: string
  readonly circuit: Circuit
  readonly clock: Clock
  readonly logger: Logger
}

/** Failures of one job, each after another job's success, from which on its attempts count. */
const OWN_FAULT_FAILURES = 3
/** Jobs whose failures are remembered; the oldest is forgotten first. */
const SUSPECTS_MAX = 1_000
/** When a service asks to slow down without saying for how long. */
const RATE_LIMIT_WAIT_MS = 1_000

interface Suspect {
  readonly failures: number
  /** The gate's count of successes when this job last failed. */
  readonly successesSeen: number
}

export class ServiceGate {
  #successes = 0
  readonly #suspects = new Map<string, Suspect>()
  readonly #options: ServiceGateOptions

  constructor(options: ServiceGateOptions) {
    this.#options = options
  }

  /** Calls the service unless it is known to be away, and says what the answer means for the job, by its queue's id. */
  async run<Value>(jobId: string, call: () => Promise<Value>): Promise<Outcome<Value>> {
    const { circuit, clock, service } = this.#options
    const admission = circuit.admit(clock.nowMs())
    if (admission.kind === 'wait') return holdQueue(admission.ms, `${service} is away`)
    try {
      const value = await call()
      this.#noteSuccess(jobId)
      return done(value)
    } catch (error) {
      return this.#judge(jobId, toPostflightError(error))
    }
  }

  #noteSuccess(jobId: string): void {
    this.#successes += 1
    this.#suspects.delete(jobId)
    this.#noteAnswer()
  }

  /** It answered, if only to refuse or to slow us down: it is not away. */
  #noteAnswer(): void {
    if (this.#options.circuit.succeeded()) this.#options.logger.info(`${this.#options.service} is back`)
  }

  #judge(jobId: string, error: PostflightError): Outcome<never> {
    switch (error.code) {
      case 'graph.unavailable':
      case 'graph.credentials_refused':
      case 'telegram.unavailable':
        return this.#noteAway(jobId, error)
      case 'telegram.rate_limited':
        this.#noteAnswer()
        return holdQueue(error.retryAfterMs ?? RATE_LIMIT_WAIT_MS, error.message)
      default:
        this.#noteAnswer()
        return toFailure(error)
    }
  }

  #noteAway(jobId: string, error: PostflightError): Outcome<never> {
    const { circuit, clock, logger, service } = this.#options
    // While a password changes, connections made before it still work: there it proves nothing that others get through.
    if (error.code !== 'graph.credentials_refused' && this.#isOwnFault(jobId)) return retry(error)
    if (circuit.failed(clock.nowMs())) {
      logger.error(`${service} is away: its jobs wait, everything else goes on`, errorFields(error))
    }
    const admission = circuit.admit(clock.nowMs())
    return holdQueue(admission.kind === 'wait' ? admission.ms : RATE_LIMIT_WAIT_MS, error.message)
  }

  #isOwnFault(jobId: string): boolean {
    const before = this.#suspects.get(jobId)
    const othersGotThrough = before !== undefined && this.#successes > before.successesSeen
    const failures = (before?.failures ?? 0) + (othersGotThrough ? 1 : 0)
    this.#suspects.delete(jobId)
    this.#suspects.set(jobId, { failures, successesSeen: this.#successes })
    const oldest = this.#suspects.keys().next().value
    if (this.#suspects.size > SUSPECTS_MAX && oldest !== undefined) this.#suspects.delete(oldest)
    return failures >= OWN_FAULT_FAILURES
  }
}
