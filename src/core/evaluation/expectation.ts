// What is wrong with a value that a schema refused, in the form “Expected … to be …, got …”. The schema's messages say
// what was expected.

import type { z } from 'zod'

const SHOWN_CHARACTERS_MAX = 60

/** `place` is where the whole value stands, such as a file. */
export function renderExpectation(issue: z.core.$ZodIssue | undefined, value: unknown, place: string): string {
  const path = issue?.path ?? []
  const got = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value)
  const where = path.length === 0 ? place : `${path.join('.')} in ${place}`
  return `Expected ${where} to be ${issue?.message}, got ${got === undefined ? 'nothing' : shorten(render(got))}`
}

export function shorten(text: string): string {
  return text.length <= SHOWN_CHARACTERS_MAX ? text : `${text.slice(0, SHOWN_CHARACTERS_MAX)}…`
}

function render(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
