// What a runtime has opened so far, and how to close it: in reverse order, each part within a limit, so that one that
// does not answer never keeps those below it, such as the embedded server, from being left in good order.

import { toPostflightError } from '../core/error.ts'
import type { Logger } from '../ports/logger.ts'
import { within } from './within.ts'

export interface Closing {
  add(part: Part): void
  /** Never throws, and says what it had to leave. A second call has nothing left to do. */
  close(): Promise<void>
}

export interface Part {
  /** For the log. */
  readonly name: string
  readonly close: () => Promise<unknown>
  /** Milliseconds that closing may take; 2 s unless given. */
  readonly closeMsMax?: number
}

const CLOSE_MS_MAX = 2_000

export function createClosing(logger: Logger): Closing {
  const parts: Part[] = []
  return {
    add: (part) => void parts.push(part),
    close: async () => {
      for (const part of parts.splice(0).reverse()) await closePart(part, logger)
    },
  }
}

async function closePart({ name, close, closeMsMax = CLOSE_MS_MAX }: Part, logger: Logger): Promise<void> {
  try {
    if (await within(closeMsMax, close())) return
    logger.warn('Something did not close in time and was left', { part: name })
  } catch (error) {
    logger.warn('Something could not be closed', { part: name, error: toPostflightError(error).message })
  }
}
