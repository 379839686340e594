// Which errors a new analysis adds, no longer finds, or puts first. Errors are one by their fingerprints where both
// have one of the same version, else by type and message.

import type { Analysis, ReportError } from '../report.ts'

export interface ErrorChange {
  readonly kind: 'error'
  /** `first`: both list it, and only now it is the first, which is the cause. */
  readonly what: 'added' | 'gone' | 'first'
  readonly type: string
  readonly message: string
  readonly fingerprint?: string
  /** Where it stands among the new errors, for one that is gone among the old ones; counted from 1. */
  readonly place: number
  /** Where the one that is first now stood before. */
  readonly was?: number
}

type AnyError = Analysis['errors'][number]

export function compareErrors(stored: readonly AnyError[], today: readonly AnyError[]): readonly ErrorChange[] {
  const twins = findTwins(stored.map(toNamed), today.map(toNamed))
  const found = new Set(twins)
  const added = today.flatMap((error, index) =>
    twins[index] === undefined ? [toChange('added', toNamed(error), index)] : [],
  )
  const gone = stored.flatMap((error, index) => (found.has(index) ? [] : [toChange('gone', toNamed(error), index)]))
  return [...moveToFirst(today, twins[0]), ...added, ...gone]
}

function moveToFirst([first]: readonly AnyError[], was: number | undefined): readonly ErrorChange[] {
  if (first === undefined || was === undefined || was === 0) return []
  return [{ ...toChange('first', toNamed(first), 0), was: was + 1 }]
}

interface NamedError {
  readonly type: string
  readonly message: string
  readonly fingerprint: string | undefined
}

/** For each of today's errors the place of its twin among the stored ones; each of these is the twin of one. */
function findTwins(stored: readonly NamedError[], today: readonly NamedError[]): readonly (number | undefined)[] {
  const free = new Set(stored.keys())
  const twins: (number | undefined)[] = today.map(() => undefined)
  for (const isTwin of [isSameByFingerprint, isSameByText]) {
    for (const [index, error] of today.entries()) {
      if (twins[index] !== undefined) continue
      const twin = [...free].find((place) => isTwin(stored[place] as NamedError, error))
      if (twin === undefined) continue
      twins[index] = twin
      free.delete(twin)
    }
  }
  return twins
}

function isSameByFingerprint({ fingerprint }: NamedError, other: NamedError): boolean {
  return fingerprint !== undefined && fingerprint === other.fingerprint
}

/** Not where fingerprints can be compared: these would have said it. */
function isSameByText(one: NamedError, other: NamedError): boolean {
  const version = versionOf(one)
  if (version !== undefined && version === versionOf(other)) return false
  return one.type === other.type && one.message === other.message
}

/** A fingerprint begins with its version and a colon. */
function versionOf({ fingerprint }: NamedError): string | undefined {
  return fingerprint?.split(':', 1)[0]
}

/** A job that could not be analysed has its reason as its one error. */
function toNamed(error: AnyError): NamedError {
  if (typeof error === 'string') return { type: 'not_analysed', message: error, fingerprint: undefined }
  return { type: error.type, message: messageOf(error), fingerprint: error.fingerprint }
}

/** Classic rules know only the text around the error. */
function messageOf({ message, context }: ReportError): string {
  return (message ?? context).trim()
}

function toChange(what: ErrorChange['what'], { type, message, fingerprint }: NamedError, index: number): ErrorChange {
  return { kind: 'error', what, type, message, ...(fingerprint === undefined ? {} : { fingerprint }), place: index + 1 }
}
