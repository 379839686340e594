// Whether a service that may be away is asked at all. Closed: everyone asks. Open: nobody does until a time is
// over. Half-open: one trial asks and the others wait for what becomes of it. Time is passed in.

/** How long the circuit stays open after the first failure. */
export const OPEN_MS_FIRST = 1_000
/** Each failed trial doubles the time, up to here: how late a service's return may be noticed. */
export const OPEN_MS_MAX = 5_000
/** How long those who come during a trial wait before they ask again. */
export const TRIAL_WAIT_MS = 500
/** A trial that has not answered after this long is given up, and another is admitted. */
export const TRIAL_MS_MAX = 20_000

export type Admission = { readonly kind: 'admit' } | { readonly kind: 'wait'; readonly ms: number }

export interface Circuit {
  /** Whether a call may be made now, or how many milliseconds to wait before asking again. */
  admit(nowMs: number): Admission
  /** A call failed because the service is away; true when that opened the circuit. */
  failed(nowMs: number): boolean
  /** A call reached the service; true when that closed the circuit. */
  succeeded(): boolean
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly openMs: number; readonly untilMs: number }
  | { readonly kind: 'half-open'; readonly openMs: number; readonly untilMs: number }

/** A closed circuit. */
export function createCircuit(): Circuit {
  let state: State = { kind: 'closed' }
  return {
    admit(nowMs) {
      if (state.kind === 'closed') return { kind: 'admit' }
      if (nowMs < state.untilMs) return { kind: 'wait', ms: waitMs(state, nowMs) }
      state = { kind: 'half-open', openMs: state.openMs, untilMs: nowMs + TRIAL_MS_MAX }
      return { kind: 'admit' }
    },
    failed(nowMs) {
      const before = state
      state = afterFailure(before, nowMs)
      return before.kind === 'closed'
    },
    succeeded() {
      const closes = state.kind !== 'closed'
      state = { kind: 'closed' }
      return closes
    },
  }
}

function waitMs(state: Exclude<State, { kind: 'closed' }>, nowMs: number): number {
  const leftMs = state.untilMs - nowMs
  return state.kind === 'open' ? leftMs : Math.min(leftMs, TRIAL_WAIT_MS)
}

/** Calls that were under way when the circuit opened fail late: they neither prolong nor double the time. */
function afterFailure(state: State, nowMs: number): State {
  if (state.kind === 'open') return state
  const openMs = state.kind === 'closed' ? OPEN_MS_FIRST : Math.min(state.openMs * 2, OPEN_MS_MAX)
  return { kind: 'open', openMs, untilMs: nowMs + openMs }
}
