// Durations as people say them.

const UNITS = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
] as const

/** `850 ms`, `12 s`, `3 min`, `5 h`, `2 d`: whole units, rounded down. */
export function renderDuration(ms: number): string {
  const fitting = UNITS.find((candidate) => ms >= candidate.ms)
  return fitting ? `${Math.floor(ms / fitting.ms)} ${fitting.unit}` : `${Math.max(0, Math.floor(ms))} ms`
}

/** How long ago an ISO 8601 time was, `nowMs` being milliseconds since the epoch. */
export function renderAge(iso: string, nowMs: number): string {
  const then = Date.parse(iso)
  return Number.isNaN(then) ? 'at an unknown time' : `${renderDuration(nowMs - then)} ago`
}
