// The part of SARIF's schema that is used: every required member and no unknown one. The golden files were checked against
// the whole schema of OASIS.

import { z } from 'zod'

const message = z.strictObject({ text: z.string().min(1) })
const region = z.strictObject({
  startLine: z.int().min(1),
  endLine: z.int().min(1).optional(),
  startColumn: z.int().min(1).optional(),
  snippet: message.optional(),
})
const location = z.strictObject({
  id: z.int().optional(),
  message: message.optional(),
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w%.~!'()*:/-]+$/) }),
    region: region.refine(({ startLine, endLine = startLine }) => endLine >= startLine).optional(),
  }),
})
const rule = z.strictObject({ id: z.string(), shortDescription: message, properties: z.looseObject({}).optional() })
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  kind: z.literal('fail'),
  level: z.enum(['error', 'warning', 'note']),
  message,
  locations: z.array(location).min(1),
  relatedLocations: z.array(location).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  occurrenceCount: z.int().min(1),
  properties: z.looseObject({}).optional(),
})
const invocation = z.strictObject({
  executionSuccessful: z.boolean(),
  exitCode: z.int().optional(),
  exitCodeDescription: z.string(),
  toolExecutionNotifications: z.array(z.strictObject({ level: z.literal('warning'), message })),
})
const run = z
  .strictObject({
    tool: z.strictObject({
      driver: z.strictObject({ name: z.literal('postflight'), version: z.string(), rules: z.array(rule) }),
    }),
    automationDetails: z.strictObject({ id: z.string() }),
    invocations: z.array(invocation).length(1),
    results: z.array(result),
    properties: z.looseObject({ verdict: z.string(), qualityScore: z.int() }),
  })
  .refine(({ tool, results }) => results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId))
export const sarifSchema = z.strictObject({ version: z.literal('2.1.0'), $schema: z.url(), runs: z.array(run) })
