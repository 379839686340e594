// Renders what the documentation says of rule files, and their JSON schema, from the schema that reads them.

import { z } from 'zod'
import {
  ignoredLineSchema,
  ignoredRegionSchema,
  matcherSchema,
  patternSchema,
  postflightSchema,
  ruleFileSchema,
} from '../src/core/postflight/rules/rule-schema.ts'
import { renderMarkdownTable } from './docs-tables.ts'

/** For editors and other tools; what a file may hold, defaults left out. */
export function renderRuleSchema(): string {
  const schema = z.toJSONSchema(ruleFileSchema, { io: 'input', target: 'draft-7' })
  return `${JSON.stringify({ title: 'Rules of postflight', ...schema }, null, 2)}\n`
}

/** Where each group of fields stands, in the order of the documentation. */
const OBJECTS = [
  ['The file', ruleFileSchema],
  ['A rule, in `problemMatcher`', matcherSchema],
  ['A pattern of a rule, in `pattern`', patternSchema],
  ['Our part of a rule, in `postflight`', postflightSchema],
  ['A line to ignore, in `ignoreLines`', ignoredLineSchema],
  ['A region to ignore, in `ignoreRegions`', ignoredRegionSchema],
] as const

/** One table for each object, all its fields described. */
export function renderRuleFields(): string {
  return OBJECTS.map(([title, schema]) => {
    const rows = fieldsOf(schema).map(({ name, form, description }) => [`\`${name}\``, form, description])
    return `### ${title}\n\n${renderMarkdownTable(['field', 'form', 'what it means'], rows)}`
  }).join('\n\n')
}

interface Field {
  readonly name: string
  readonly form: string
  readonly description: string
}

export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => {
    if (typeof property === 'boolean') throw new Error(`Expected ${name} to be described, got ${property}`)
    const standard = property.default === undefined ? '' : `, \`${JSON.stringify(property.default)}\` where absent`
    const description = property.description ?? ''
    return { name, form: `${formOf(property)}${required.includes(name) ? ', mandatory' : standard}`, description }
  })
}

type Property = Exclude<NonNullable<z.core.JSONSchema.JSONSchema['properties']>[string], boolean>

function formOf({ enum: choices, type, anyOf }: Property): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ')
  if (anyOf !== undefined) return anyOf.map((one) => formOf(one as Property)).join(' or ')
  return type === undefined ? 'anything' : (FORMS[String(type)] ?? String(type))
}

const FORMS: Readonly<Record<string, string>> = {
  array: 'list',
  boolean: '`true` or `false`',
  integer: 'whole number',
  string: 'text',
}
