// Claims and sent records in memory, for tests of the stages.

import { PostflightError } from '../../src/core/error.ts'
import { type JobIdentity, toFileName } from '../../src/core/job-identity.ts'
import type { Claims, SentRecords } from '../../src/ports/claims.ts'

interface Away {
  /** From now on every call fails as if the server were away. */
  goAway(): void
}

export function createMemoryClaims(): Claims & Away {
  const holders = new Map<string, string>()
  const door = createDoor()
  return {
    goAway: door.shut,
    async claim(identity, holder) {
      const name = door.enter(identity)
      const standing = holders.get(name) ?? holder
      holders.set(name, standing)
      return standing
    },
    async holderOf(identity) {
      return holders.get(door.enter(identity))
    },
    async takeOver(identity, from, to) {
      const name = door.enter(identity)
      if (holders.get(name) !== from) return false
      holders.set(name, to)
      return true
    },
  }
}

export function createMemorySentRecords(): SentRecords & Away {
  const sent = new Set<string>()
  const door = createDoor()
  return {
    goAway: door.shut,
    wasSent: async (identity) => sent.has(door.enter(identity)),
    markSent: async (identity) => void sent.add(door.enter(identity)),
    clear: async (identity) => void sent.delete(door.enter(identity)),
  }
}

function createDoor(): { shut(): void; enter(identity: JobIdentity): string } {
  let open = true
  return {
    shut: () => {
      open = false
    },
    enter(identity) {
      if (!open) throw new PostflightError('queue.unavailable', 'Expected the fake to be there, got one that went away')
      return toFileName(identity)
    },
  }
}
