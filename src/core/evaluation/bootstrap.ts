// How far a figure may be off by chance: 95 % percentile intervals from drawing groups again, with replacement. The
// generator is seeded, so that the same jobs give the same interval.

import type { JudgedJob } from './judgement.ts'

export type Interval = readonly [low: number, high: number]

const DRAWS = 1000
const SEED = 7
/** Fewer groups say nothing about others. */
const GROUPS_MIN = 3
/** Draws on which the figure is defined, below which there is no interval. */
const VALUES_MIN = 20
const LOW_SHARE = 0.025
const HIGH_SHARE = 0.975

/** Undefined where there are too few groups, or where too few draws have a value. */
export function bootstrapInterval(
  jobs: readonly JudgedJob[],
  compute: (drawn: readonly JudgedJob[]) => number,
): Interval | undefined {
  const groups = toGroups(jobs)
  if (groups.length < GROUPS_MIN) return undefined
  const random = createGenerator(SEED)
  const drawOne = () => groups[Math.floor(random() * groups.length)] ?? []
  const values: number[] = []
  for (let draw = 0; draw < DRAWS; draw++) {
    const value = compute(groups.flatMap(drawOne))
    if (!Number.isNaN(value)) values.push(value)
  }
  if (values.length < VALUES_MIN) return undefined
  values.sort((a, b) => a - b)
  return [valueAt(values, LOW_SHARE), valueAt(values, HIGH_SHARE)]
}

function toGroups(jobs: readonly JudgedJob[]): readonly (readonly JudgedJob[])[] {
  const groups = new Map<string, JudgedJob[]>()
  for (const job of jobs) {
    const group = groups.get(job.group)
    if (group === undefined) groups.set(job.group, [job])
    else group.push(job)
  }
  return [...groups.values()]
}

function valueAt(ascending: readonly number[], part: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(part * ascending.length))] as number
}

/** Mulberry32: numbers from 0 up to 1, without it. */
function createGenerator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
