// Names of tests that Java's runners say in more than one form.

import { describe, expect, test } from 'vitest'
import { tallyOf } from './read-log.ts'

function namesOf(...lines: readonly string[]): readonly string[] | undefined {
  return tallyOf(lines.join('\n'))?.failed_names
}

describe('surefire', () => {
  const counts = 'Tests run: 9, Failures: 2, Errors: 0, Skipped: 0'

  test('does not list again a parametrised test of old that was told in detail', () => {
    const log = [
      'run[5: adds(mode=A, to=B)](com.shop.CartTest)  Time elapsed: 0.027 sec  <<< ERROR!',
      'adds an item(com.shop.CartSpec)  Time elapsed: 0.027 sec  <<< FAILURE!',
      'Tests in error: ',
      '  CartTest.run:202 » Shop ERROR: closed',
      '  adds an item(com.shop.CartSpec): no',
    ]
    expect(namesOf(...log, counts)).toEqual([
      'com.shop.CartTest.run[5: adds(mode=A, to=B)]',
      'com.shop.CartSpec.adds an item',
    ])
  })

  test('reads tests from its list whatever their package or class is called', () => {
    const log = [
      'Failed tests:   opens(TillTest): expected:<1> but was:<2>',
      '  testAdds on instance testAdds(de.shop.Cases)(de.shop.Cases)',
      '  CartTestCase.testCloses:673 Expected no diffs',
      '  CartTest.throwsNothing Expected exception: java.io.IOException',
    ]
    expect(namesOf(...log, counts)).toEqual([
      'TillTest.opens',
      'de.shop.Cases.testAdds',
      'CartTestCase.testCloses',
      'CartTest.throwsNothing',
    ])
  })

  test('takes no further line of a message for a test', () => {
    const log = ['Failed tests: ', '  test failed (see above): x', '  Cart.add was called', '  error in cart(): x']
    expect(namesOf(...log, counts)).toEqual([])
  })

  test('leaves the name of a test in JUnit 5 with types in its parentheses as it is', () => {
    expect(namesOf('[ERROR] param(String)[1]  Time elapsed: 0.005 s  <<< FAILURE!', counts)).toEqual([
      'param(String)[1]',
    ])
  })
})

describe('Ant', () => {
  const suite = '    [junit] Testsuite: com.shop.CartTest'
  const counts = '    [junit] Tests run: 1, Failures: 0, Errors: 1, Time elapsed: 0.05 sec'

  test('names the class once whose virtual machine ended', () => {
    const crash = '    [junit] Testcase: com.shop.CartTest:\tCaused an ERROR'
    expect(namesOf(suite, counts, crash)).toEqual(['com.shop.CartTest'])
    expect(namesOf(counts, crash)).toEqual(['com.shop.CartTest'])
  })

  test('takes an outcome for that of the test in the line above only', () => {
    const log = [suite, counts, '    [junit] Testcase: opens took 0.1 sec', '    [junit] says', '    [junit] \tFAILED']
    expect(namesOf(...log)).toEqual([])
  })
})
