// Python's `repr` of a text and its texts of operating system errors, as they appear in the report's warnings.

/** Not printable for Python: separators other than the space, control characters and what is unassigned. */
const UNPRINTABLE = /(?! )[\p{Z}\p{C}]/u

/** `repr(text)`. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  return quote + Array.from(text, (character) => reprCharacter(character, quote)).join('') + quote
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function reprCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`
  const short = SHORT_ESCAPES[character]
  if (short !== undefined) return short
  if (!UNPRINTABLE.test(character)) return character
  const codePoint = character.codePointAt(0) as number
  const hex = codePoint.toString(16)
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** glibc's texts of the errors that opening or reading a file can end in. */
const ERROR_TEXTS: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address',
  EACCES: 'Permission denied',
  ENODEV: 'No such device',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENAMETOOLONG: 'File name too long',
  ELOOP: 'Too many levels of symbolic links',
  ESTALE: 'Stale file handle',
}

/** `str(error)` of an OSError, such as `[Errno 13] Permission denied: '/jobs/a/output.log'`. */
export function renderOsError(error: NodeJS.ErrnoException, path: string): string {
  const text = ERROR_TEXTS[error.code ?? ''] ?? error.message
  return `[Errno ${Math.abs(error.errno ?? 0)}] ${text}: ${reprText(path)}`
}
