// The form of a rule file. What a field means stands here once: the published JSON schema, the checks and the table
// in docs/rules.md follow from it.

import { z } from 'zod'
import { AUTHORITIES, CATEGORIES, RULE_KINDS } from './rule.ts'

const expression = z.string().min(1).max(8_192)
const group = z.int().min(0).max(99)

export const patternSchema = z.object({
  regexp: expression.describe('A JavaScript expression without flags, tried on one line.'),
  file: group.optional().describe('The group that holds the file’s name.'),
  fromPath: group.optional().describe('The group that holds the project file to which `file` is relative.'),
  line: group.optional().describe('The group that holds the line number.'),
  column: group.optional().describe('The group that holds the column number.'),
  endLine: group.optional().describe('The group that holds the last line’s number.'),
  endColumn: group.optional().describe('The group that holds the last column’s number.'),
  location: group.optional().describe('VS Code: the group that holds `line`, `line,column` or all four numbers.'),
  severity: group.optional().describe('The group that holds `error`, `warning` or `info`; outranks the rule’s own.'),
  code: group.optional().describe('The group that holds the finding’s code.'),
  message: group.optional().describe('The group that holds the message; the whole line where absent.'),
  kind: z.enum(['location', 'file']).optional().describe('VS Code: whether a match has a place or only a file.'),
  loop: z.boolean().optional().describe('On the last of several patterns: it may match further lines in a row.'),
})

const lines = z.array(z.string().min(1))
const examplesSchema = z.strictObject({
  match: lines.min(1).describe('Lines, or blocks of lines, on which the rule must fire.'),
  noMatch: lines.default([]).describe('Lines, or blocks of lines, on which it must not.'),
})

export const postflightSchema = z
  .strictObject({
    kind: z
      .enum(RULE_KINDS)
      .default('error')
      .describe('What a match is: an error, a verdict, a success or a learning.'),
    type: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .optional()
      .describe('The error’s type in the report, in snake_case.'),
    category: z.enum(CATEGORIES).optional().describe('What kind of cause it is.'),
    priority: z.int().min(0).max(100).optional().describe('How specific a cause, 0 to 100; the highest comes first.'),
    generic: z.boolean().default(false).describe('Says only “an error”; dropped where a specific rule fires.'),
    consequence: z.boolean().default(false).describe('Follows from an earlier error and never hides it.'),
    unless: z
      .array(expression)
      .default([])
      .describe('Expressions; where one matches the line, the rule does not fire.'),
    appendMessage: z
      .boolean()
      .default(false)
      .describe('The lines that follow, up to a blank one, are part of the message.'),
    verdict: z
      .strictObject({ outcome: z.enum(['passed', 'failed']), authority: z.enum(AUTHORITIES) })
      .optional()
      .describe('For the kind `verdict`: how the run ended, and whose word that is.'),
    fingerprint: z.string().optional().describe('What makes two errors one, such as `{code}:{message}`.'),
    remedy: z.string().optional().describe('What a person can do, with placeholders such as `{message}`.'),
    retryable: z.boolean().default(false).describe('Trying again without a change may well succeed.'),
    examples: examplesSchema.describe('Mandatory: `postflight rules test` runs them.'),
  })
  .describe('What problem matchers do not know; absent in plain ones.')

/** Fields of VS Code that say where a matcher is used, which does not matter in a log. */
const vsCodeFields = {
  label: z.unknown().optional().describe('VS Code: ignored.'),
  source: z.unknown().optional().describe('VS Code: ignored.'),
  applyTo: z.unknown().optional().describe('VS Code: ignored.'),
  fileLocation: z.unknown().optional().describe('VS Code: ignored; files are reported as the log names them.'),
  background: z.unknown().optional().describe('VS Code: ignored.'),
  watching: z.unknown().optional().describe('VS Code: ignored.'),
}

export const matcherSchema = z.object({
  owner: z
    .string()
    .min(1)
    .optional()
    .describe('The rule’s name; a rule of yours replaces one of ours that has the same.'),
  name: z.string().min(1).optional().describe('VS Code: the rule’s name, which outranks `owner`.'),
  severity: z.enum(['error', 'warning', 'notice', 'info']).default('error').describe('What a match is.'),
  pattern: z
    .union([z.array(patternSchema).min(1), patternSchema])
    .describe('One pattern, or one for each of several lines in a row.'),
  postflight: postflightSchema.optional(),
  ...vsCodeFields,
})
export type Matcher = z.infer<typeof matcherSchema>
export type Pattern = z.infer<typeof patternSchema>

export const ignoredLineSchema = z.strictObject({
  regexp: expression.describe('A line that it matches only looks like an error.'),
  reason: z.string().min(1).describe('Why; shown by `postflight rules explain`.'),
  examples: examplesSchema.optional().describe('Run by `postflight rules test`.'),
})

export const ignoredRegionSchema = z.strictObject({
  begin: expression.describe('The line with which it begins.'),
  end: expression.describe('The line with which it ends.'),
  reason: z.string().min(1).default('named in ignoreRegions').describe('Why nothing between the two is evidence.'),
})

export const ruleFileSchema = z
  .object({
    $schema: z.string().optional().describe('The address of this schema, for editors.'),
    problemMatcher: z
      .union([z.array(matcherSchema), matcherSchema])
      .default([])
      .describe('The rules.'),
    ignoreLines: z
      .array(z.union([ignoredLineSchema, expression]))
      .default([])
      .describe('Lines that merely look like errors; generic rules and consequences stay silent on them.'),
    ignoreRegions: z.array(ignoredRegionSchema).default([]).describe('Parts of a log in which nothing is evidence.'),
  })
  .describe('Rules of postflight: problem matchers as GitHub Actions and VS Code have them, with an optional object.')
export type RuleFile = z.infer<typeof ruleFileSchema>
