// Asks again and again until there is an answer, or time is over.

import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 100

/** The first answer, or undefined after `timeoutMs` milliseconds without one. Asks at least once. */
export async function poll<Answer>(
  ask: () => Promise<Answer | undefined>,
  timeoutMs: number,
): Promise<Answer | undefined> {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined || performance.now() >= deadlineMs) return answer
    await sleep(EVERY_MS)
  }
}

/** Whether the answer was yes in time. */
export async function pollUntil(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  return (await poll(async () => (await isDone()) || undefined, timeoutMs)) ?? false
}
