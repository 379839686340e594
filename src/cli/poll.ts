// Asks again and again until an answer is good, or time is over.

import { setTimeout as delay } from 'node:timers/promises'

const EVERY_MS = 200

/** True as soon as `isDone` says so; false after `timeoutMs` milliseconds. Asks at least once. */
export async function pollUntil(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!(await isDone())) {
    if (performance.now() >= deadline) return false
    await delay(EVERY_MS)
  }
  return true
}
