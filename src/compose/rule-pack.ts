// Which rules a log is read under: the one place that chooses a rule pack.

import { createClassicPack } from '../core/classic/pack.ts'
import type { RulePack } from '../core/rule-pack.ts'

export interface RulePackLimits {
  /** How much of a log is read, in bytes. */
  readonly classicBytesMax: number
}

export function chooseRulePack({ classicBytesMax }: RulePackLimits): RulePack {
  return createClassicPack({ bytesMax: classicBytesMax })
}
