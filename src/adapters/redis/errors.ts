// Redis' errors in our terms.

import { PostflightError } from '../../core/error.ts'

/** What the commands yield. Throws `queue.unavailable`. */
export async function translated<Value>(commands: () => Promise<Value>): Promise<Value> {
  try {
    return await commands()
  } catch (cause) {
    if (cause instanceof PostflightError) throw cause
    const message = `Expected Redis to carry out a command, got ${(cause as Error).message}`
    throw new PostflightError('queue.unavailable', message, { cause })
  }
}
