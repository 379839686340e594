// Folders may have names that no job id may have.

import { toPostflightError } from '../core/error.ts'
import { parseJobId } from '../core/job-identity.ts'

/** Why this name is no job id, in a sentence; undefined when it is one. */
export function whyRefused(name: string): string | undefined {
  try {
    parseJobId(name)
    return undefined
  } catch (error) {
    return toPostflightError(error).message
  }
}
