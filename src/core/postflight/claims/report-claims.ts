// Claims as the report lists them, each held against what the log shows.

import type { ReportClaim } from '../../report.ts'
import type { Claim, Evidence } from './claim.ts'
import { judgeClaims } from './judge-claims.ts'

export function reportedClaims(claims: readonly Claim[], evidence: Evidence): ReportClaim[] {
  return judgeClaims(claims, evidence).map((claim) => ({ ...claim }))
}
