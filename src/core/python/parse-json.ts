// JSON as Python's `json.loads` reads it: NaN and the infinities, exact whole numbers, 1 and 1.0 kept apart, the
// last of equal keys, lone surrogates. What Python refuses, this refuses.

import { INTEGER_DIGITS_MAX, toInteger } from './digits.ts'
import { PythonFloat, type PythonValue } from './python-value.ts'

/** Containers in containers: at CPython's default recursion limit, `json.loads` fails beyond this. */
export const JSON_DEPTH_MAX = 994

/** Throws a SyntaxError. */
export function parsePythonJson(text: string): PythonValue {
  const parser = new Parser(text)
  return parser.document()
}

const BLANKS = /[ \t\n\r]*/y
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
/** Anything but quotes, backslashes and control characters. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const HEX = /[0-9a-fA-F]{4}/y
const CONSTANTS: readonly (readonly [string, PythonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new PythonFloat(Number.NaN)],
  ['Infinity', new PythonFloat(Number.POSITIVE_INFINITY)],
  ['-Infinity', new PythonFloat(Number.NEGATIVE_INFINITY)],
]
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Parser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): PythonValue {
    this.#blanks()
    const value = this.#value()
    this.#blanks()
    if (this.#at < this.#text.length) this.#refuse('the end')
    return value
  }

  #value(): PythonValue {
    const character = this.#text[this.#at]
    if (character === '"') return this.#string()
    if (character === '{') return this.#nested(() => this.#object())
    if (character === '[') return this.#nested(() => this.#array())
    for (const [word, value] of CONSTANTS) if (this.#skip(word)) return value
    return this.#number()
  }

  #nested<Value>(read: () => Value): Value {
    if (++this.#depth > JSON_DEPTH_MAX) this.#refuse(`at most ${JSON_DEPTH_MAX} levels`)
    this.#at++
    this.#blanks()
    const value = read()
    this.#depth--
    return value
  }

  #object(): PythonValue {
    const members = new Map<string, PythonValue>()
    if (this.#skip('}')) return members
    do {
      this.#blanks()
      if (this.#text[this.#at] !== '"') this.#refuse('a key')
      const key = this.#string()
      this.#blanks()
      this.#expect(':')
      this.#blanks()
      members.set(key, this.#value())
      this.#blanks()
    } while (this.#skip(','))
    this.#expect('}')
    return members
  }

  #array(): PythonValue {
    const items: PythonValue[] = []
    if (this.#skip(']')) return items
    do {
      this.#blanks()
      items.push(this.#value())
      this.#blanks()
    } while (this.#skip(','))
    this.#expect(']')
    return items
  }

  #string(): string {
    this.#at++
    let text = ''
    for (;;) {
      text += this.#match(PLAIN)?.[0] ?? ''
      if (this.#skip('"')) return text
      this.#expect('\\')
      text += this.#escape()
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at++] ?? ''
    if (letter === 'u') return String.fromCharCode(Number.parseInt(this.#match(HEX)?.[0] ?? this.#refuse('hex'), 16))
    return ESCAPES[letter] ?? this.#refuse('an escape')
  }

  #number(): PythonValue {
    const match = this.#match(NUMBER)
    if (match === null) return this.#refuse('a value')
    const [whole, digits] = match as unknown as [string, string]
    if (whole !== digits) return new PythonFloat(Number(whole))
    if (digits.replace('-', '').length > INTEGER_DIGITS_MAX) this.#refuse(`at most ${INTEGER_DIGITS_MAX} digits`)
    return toInteger(digits)
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    this.#at += match?.[0].length ?? 0
    return match
  }

  #blanks(): void {
    this.#match(BLANKS)
  }

  #skip(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  #expect(word: string): void {
    if (!this.#skip(word)) this.#refuse(JSON.stringify(word))
  }

  #refuse(wanted: string): never {
    throw new SyntaxError(`Expected ${wanted} at position ${this.#at} of the JSON text`)
  }
}
