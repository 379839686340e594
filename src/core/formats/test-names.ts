// How a line names a test: in full, by its title with what it lies in, or, in a heading, by the title alone.

export interface TestNames {
  readonly name: string
  /** Its title, without the parameters that pytest puts behind it. */
  readonly short: string
  /** From the name in full down to the shortest that can be meant for nothing else. */
  readonly forms: readonly string[]
}

/** Between the parts of a name; a dot only between words, as in `cart.CartTest.adds`. */
const SEPARATOR = /::|\s[>›]\s|(?<=[A-Za-z_$])\.(?=[A-Za-z_$])/g
const TITLE_CHARACTERS_MIN = 8

export function namesOf(name: string): TestNames {
  const starts = [0, ...[...name.matchAll(SEPARATOR)].map((match) => match.index + match[0].length)]
  const title = name.slice(starts.at(-1))
  const forms = starts.map((start) => name.slice(start))
  const isSentence = title.includes(' ') && title.length >= TITLE_CHARACTERS_MIN
  return {
    name,
    short: title.replace(/\[.*\]$/, ''),
    forms: forms.filter((_, index) => index === 0 || index < forms.length - 1 || isSentence),
  }
}

/**
 * `by-name`: in any of its forms. `quoted`: as one that is no single word, or in quotes. `heading`: also as the title
 * of a heading.
 */
export type Naming = 'by-name' | 'quoted' | 'heading'

/** The test that the first of the lines names which names any; none where that line may mean several. */
export function nearest(lines: readonly string[], tests: readonly TestNames[], naming: Naming): TestNames | undefined {
  for (const text of lines) {
    const line = text.replace(/\s+/g, ' ')
    const lengths = tests.map((test) => lengthNamed(line, test, naming))
    const longest = Math.max(0, ...lengths)
    const named = tests.filter((_, index) => longest > 0 && lengths[index] === longest)
    if (named.length > 0) return named.length === 1 ? named[0] : undefined
    if (OTHER_TEST.test(line)) return undefined
  }
  return undefined
}

/** A heading of a test that did not fail: what stands above it belongs to yet another one. */
const OTHER_TEST = /^\s*(?:=== RUN|--- [A-Z]+:|(?:async )?def test|(?:it|test)(?:\.\w+)*\()/

/** How much of the test's name the line holds; 0 where it does not name it. */
function lengthNamed(line: string, { forms, short }: TestNames, naming: Naming): number {
  const isClear = (form: string) => naming !== 'quoted' || /\W/.test(form) || line.includes(`'${form}'`)
  const form = forms.find((one) => holdsWhole(line, one) && isClear(one))
  if (form !== undefined) return form.length
  return naming === 'heading' && HEADINGS.some((heading) => heading(line) === short) ? short.length : 0
}

/** Python's frames and source, headings of pytest, unittest and JUnit 4: each yields the title that it names. */
const HEADINGS: readonly ((line: string) => string | undefined)[] = [
  /^[>\s]*(?:async )?def (\w+)\(/,
  /^\s*File ".*", line \d+, in (\w+)$/,
  /^_{3,} (?:\w+\.)*(\w+)(?:\[.*\])? _{3,}$/,
  /^(?:FAIL|ERROR): (\w+) \(/,
  /^(?:\[ERROR\] )?(\w+)\([\w.]+\) Time elapsed/,
].map((form) => (line) => form.exec(line)?.[1])

/** Not as a part of a longer name, such as that of a subtest. */
function holdsWhole(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    if (!ENDS_WITHIN.test(line.slice(0, at)) && !BEGINS_WITHIN.test(line.slice(at + name.length))) return true
  }
  return false
}

const ENDS_WITHIN = /(?:[\p{L}\p{N}_/]|::|\w\.)$/u
const BEGINS_WITHIN = /^(?:[\p{L}\p{N}_/[]|::|\.[A-Za-z_]|\s[>›]\s)/u
