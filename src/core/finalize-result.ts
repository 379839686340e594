// What a finalize job leaves in the queue: the completion, and which children it could not wait for.

import { z } from 'zod'
import { CHILD_QUEUE_NAMES, type ChildQueueName } from './queue-names.ts'
import type { Completion } from './report.ts'

export interface FinalizeResult extends Completion {
  /** Children that an operator had redriven and that were still at work. Absent when there were none. */
  readonly pending?: readonly ChildQueueName[]
}

const pendingSchema = z.object({ pending: z.array(z.enum(CHILD_QUEUE_NAMES)) })

/** Of any stored value: what names no children has none. */
export function pendingOf(stored: unknown): readonly ChildQueueName[] {
  return pendingSchema.safeParse(stored).data?.pending ?? []
}
