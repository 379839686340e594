// Every reader of a test runner, the fallbacks last. Where two would read one line, the first has it.

import { ANT_JUNIT } from './ant-junit.ts'
import { SWIFT_TESTING, XCTEST } from './apple.ts'
import { AVA } from './ava.ts'
import { BAZEL } from './bazel.ts'
import { EUNIT, EXUNIT } from './beam.ts'
import { NEWMAN, PLAYWRIGHT, QUNIT } from './browsers.ts'
import { AUTOMAKE, CABAL, MESON } from './build-systems.ts'
import { CARGO_TEST, NEXTEST } from './cargo.ts'
import { CATCH2, CTEST, DOCTEST_CPP, QTEST } from './cpp.ts'
import { BOOST_TEST, GTEST } from './cpp-stateful.ts'
import { CYPRESS } from './cypress.ts'
import { DOTNET, NUNIT, XUNIT } from './dotnet.ts'
import { ALCOTEST, CLOJURE, OUNIT } from './functional.ts'
import { GENERIC } from './generic.ts'
import { GINKGO } from './ginkgo.ts'
import { GO_TEST } from './go-test.ts'
import { GOTESTSUM } from './gotestsum.ts'
import { GRADLE } from './gradle.ts'
import { JUNIT_PLATFORM, JUNIT_TEXT, TESTNG } from './java.ts'
import { JEST } from './jest.ts'
import { JASMINE, KARMA } from './karma.ts'
import { MOCHA } from './mocha.ts'
import { BUSTED, DART, JULIA, TESTTHAT } from './more-languages.ts'
import { NODE_TEST } from './node-test.ts'
import { PEST, PHPUNIT } from './php.ts'
import { PYTEST } from './pytest.ts'
import { DOCTEST, TOX } from './python-more.ts'
import { MINITEST, RSPEC, TEST_UNIT } from './ruby.ts'
import type { TestRunner } from './runner.ts'
import { SBT, SCALATEST } from './scala.ts'
import { BEHAVE, CUCUMBER, ROBOT } from './scenarios.ts'
import { BATS, PROVE } from './shell-perl.ts'
import { SUREFIRE } from './surefire.ts'
import { TAP } from './tap.ts'
import { NOSE, UNITTEST } from './unittest.ts'
import { VITEST } from './vitest.ts'

export const TEST_RUNNERS: readonly TestRunner[] = [
  PYTEST,
  UNITTEST,
  NOSE,
  DOCTEST,
  JEST,
  VITEST,
  MOCHA,
  CYPRESS,
  AVA,
  KARMA,
  JASMINE,
  PLAYWRIGHT,
  QUNIT,
  NEWMAN,
  NODE_TEST,
  TAP,
  GO_TEST,
  GOTESTSUM,
  CARGO_TEST,
  NEXTEST,
  SUREFIRE,
  GRADLE,
  ANT_JUNIT,
  TESTNG,
  JUNIT_PLATFORM,
  JUNIT_TEXT,
  SBT,
  SCALATEST,
  RSPEC,
  MINITEST,
  TEST_UNIT,
  PHPUNIT,
  PEST,
  DOTNET,
  XUNIT,
  NUNIT,
  CTEST,
  CATCH2,
  DOCTEST_CPP,
  QTEST,
  GTEST,
  BOOST_TEST,
  BATS,
  PROVE,
  EXUNIT,
  EUNIT,
  XCTEST,
  SWIFT_TESTING,
  BAZEL,
  CUCUMBER,
  BEHAVE,
  ROBOT,
  BUSTED,
  TESTTHAT,
  DART,
  JULIA,
  TOX,
  GINKGO,
  AUTOMAKE,
  MESON,
  CABAL,
  ALCOTEST,
  OUNIT,
  CLOJURE,
  GENERIC,
]
