// JSON exactly as Python's `json.dumps` writes it by default: ASCII only, Python's form of floats.

import { PythonFloat, type PythonValue } from './python-value.ts'

/** One line, `", "` and `": "` between the parts. */
export function renderJsonLine(value: PythonValue): string {
  return render(value, undefined)
}

/** As with `indent=2`. */
export function renderJsonIndented(value: PythonValue): string {
  return render(value, '\n')
}

/** `newline` is the line break with the indentation of the value; undefined for a single line. */
function render(value: PythonValue, newline: string | undefined): string {
  if (typeof value === 'string') return renderString(value)
  if (value instanceof PythonFloat) return renderFloat(value.value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = newline === undefined ? undefined : `${newline}  `
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => `${renderString(key)}: ${render(member, inner)}`)
    return wrap(['{', '}'], members, newline)
  }
  const items = (value as readonly PythonValue[]).map((item) => render(item, inner))
  return wrap(['[', ']'], items, newline)
}

function wrap(brackets: readonly [string, string], parts: readonly string[], newline: string | undefined): string {
  const [open, close] = brackets
  if (parts.length === 0) return open + close
  if (newline === undefined) return open + parts.join(', ') + close
  return `${open}${newline}  ${parts.join(`,${newline}  `)}${newline}${close}`
}

function renderString(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The shortest form that reads back the same, with Python's choice of notation (`float.__repr__`). */
export function renderFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const [mantissa, exponentText] = Math.abs(value).toExponential().split('e') as [string, string]
  const exponent = Number(exponentText)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const digits = mantissa.replace('.', '')
  return sign + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : positional(digits, exponent))
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${size}`
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${whole}.${digits.slice(exponent + 1) || '0'}`
}
