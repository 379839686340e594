// Matchers in the form in which setup actions, linters and editors have them load as they are and find what they should.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guardRule } from '../../../../src/adapters/expressions/guarded-expression.ts'
import { compileWith } from '../../../../src/core/postflight/rules/compile-with.ts'
import { severityOf } from '../../../../src/core/postflight/rules/matched-groups.ts'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { tryLines } from '../../../../src/core/postflight/rules/try-line.ts'

const FOLDER = 'test/fixtures/problem-matchers'

/** By log line: file, line, column, severity, code, message. */
type Found = readonly (string | number | undefined)[]

const FOUND: Readonly<Record<string, readonly Found[]>> = {
  'eslint-stylish': [
    [5, '/srv/shop/src/cart.js', '3', '7', 'error', 'no-unused-vars', "'total' is assigned a value but never used"],
    [6, '/srv/shop/src/cart.js', '12', '14', 'warning', 'no-console', 'Unexpected console statement'],
    [9, '/srv/shop/src/order.js', '40', '1', 'error', 'indent', 'Expected indentation of 2 spaces but found 4'],
  ],
  'eslint-compact': [
    [1, 'src/cart.js', '3', '7', 'error', 'no-unused-vars', "'total' is assigned a value but never used."],
    [2, 'src/cart.js', '12', '14', 'warning', 'no-console', 'Unexpected console statement.'],
  ],
  tsc: [
    [4, 'src/cart.ts', '14', '9', 'error', 'TS2322', "Type 'string' is not assignable to type 'number'."],
    [
      5,
      'src/order.ts',
      '3',
      '23',
      'error',
      'TS2307',
      "Cannot find module './prices' or its corresponding type declarations.",
    ],
  ],
  go: [
    [2, './cart/cart.go', '21', '2', 'error', undefined, 'undefined: totl'],
    [
      3,
      './cart/cart.go',
      '34',
      '9',
      'error',
      undefined,
      'cannot use "3" (untyped string constant) as int value in return statement',
    ],
  ],
  python: [[5, '/srv/shop/cart.py', '21', undefined, 'error', undefined, undefined]],
  csc: [
    [
      2,
      '/srv/Shop/Cart.cs',
      '14',
      undefined,
      'error',
      'CS0103',
      "The name 'totl' does not exist in the current context",
    ],
    [3, '/srv/Shop/Order.cs', '7', undefined, 'warning', 'CS0168', "The variable 'found' is declared but never used"],
  ],
  java: [[2, undefined, undefined, undefined, 'error', 'java.lang.IllegalStateException', 'the cart is empty']],
  actionlint: [
    [1, '.github/workflows/test.yaml', '3', '5', 'error', 'syntax-check', 'unexpected key "branch" for "push" section'],
  ],
  hadolint: [
    [1, 'Dockerfile', '3', undefined, 'warning', 'DL3006', 'Always tag the version of an image explicitly'],
    [2, 'Dockerfile', '9', undefined, 'error', 'SC2046', 'Quote this to prevent word splitting.'],
  ],
  flake8: [
    [1, './shop/cart.py', '3', '1', 'error', 'F401', "'os' imported but unused"],
    [2, './shop/cart.py', '21', '80', 'error', 'E501', 'line too long (92 > 79 characters)'],
    [3, './shop/order.py', '9', '1', 'warning', 'W293', 'blank line contains whitespace'],
  ],
  gcc: [
    [3, 'src/cart.c', '14', '12', 'warning', undefined, "unused variable 'found' [-Wunused-variable]"],
    [4, 'src/cart.c', '21', '5', 'error', undefined, "'totl' undeclared (first use in this function)"],
    [7, 'src/order.c', '2', '10', 'error', undefined, 'prices.h: No such file or directory'],
  ],
  phpunit: [
    [
      6,
      '/srv/shop/tests/CartTest.php',
      '27',
      undefined,
      'error',
      undefined,
      'Failed asserting that 3 matches expected 4.',
    ],
  ],
  rubocop: [
    [4, 'lib/cart.rb', '7', '3', 'error', 'Lint/Syntax', 'unexpected token kEND'],
    [5, 'lib/order.rb', '2', '8', 'notice', 'Style/StringLiterals', 'Prefer single-quoted strings.'],
  ],
  shellcheck: [
    [1, 'deploy.sh', '4', '6', 'warning', 'SC2046', 'Quote this to prevent word splitting.'],
    [2, 'deploy.sh', '9', '1', 'error', 'SC1073', "Couldn't parse this if expression."],
    [3, 'deploy.sh', '12', '3', 'notice', 'SC2086', 'Double quote to prevent globbing and word splitting.'],
  ],
  'vscode-extension': [
    [1, 'src/cart.ex', '14', '2', 'warning', '31', 'unused value'],
    [2, 'src/order.ex', '3', undefined, 'error', '7', 'no such module'],
    [3, 'src/order.ex', '9', '4', 'error', undefined, 'check: src/order.ex:9:4 the total is never read'],
  ],
}

const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))

describe('a problem matcher', () => {
  it('is expected to find something, each of them', () => {
    expect(Object.keys(FOUND).toSorted()).toEqual(NAMES.toSorted())
  })

  it.each(NAMES)('%s loads unchanged and finds place, severity, code and message', (name) => {
    expect(findWith(name)).toEqual(FOUND[name])
  })
})

function findWith(name: string): readonly Found[] {
  const set = parseRules(name, readFileSync(`${FOLDER}/${name}.json`, 'utf8'))
  const compiled = compileWith(set, () => guardRule())
  return tryLines(compiled, readFileSync(`${FOLDER}/${name}.log`, 'utf8')).flatMap(({ line, matches }) =>
    matches.map((match) => {
      const { file, line: place, column, code, message } = match.groups
      return [line.number, file, place, column, severityOf(match), code, message]
    }),
  )
}
