// JUnit XML in the form that Jenkins' schema (junit-10.xsd) and other CI systems read: a test suite for each job, a test
// case for each failed test and each error. A suite is never empty, and fails where its job failed.

import type { Analysis } from '../report.ts'
import { rulePackText } from '../report-names.ts'
import type { DocumentWriter, ReportedJob } from './document.ts'
import { type TestCase, toTestCases } from './junit-cases.ts'
import { toPlainText } from './plain-text.ts'
import { outcomeOf } from './verdict-words.ts'

const BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="postflight">'

export function openJunit(): DocumentWriter {
  let isFirst = true
  return {
    add: (job) => {
      const before = isFirst ? `${BEGIN}\n` : ''
      isFirst = false
      return before + renderSuite(job)
    },
    end: () => (isFirst ? `${BEGIN}\n</testsuites>` : '</testsuites>'),
  }
}

function renderSuite({ analysis, logPath }: ReportedJob): string {
  const cases = toTestCases(analysis)
  const count = (result: TestCase['result']) => String(cases.filter((one) => one.result === result).length)
  const attributes = {
    name: analysis.job_id,
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: '0',
    timestamp: analysis.timestamp.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length),
  }
  return [
    `  <testsuite${renderAttributes(attributes)}>`,
    '    <properties>',
    ...propertiesOf(analysis, logPath).map((property) => `      <property${renderAttributes(property)}/>`),
    '    </properties>',
    ...cases.map(renderCase),
    '  </testsuite>',
  ].join('\n')
}

function propertiesOf(analysis: Analysis, logPath: string | undefined) {
  const { verdict, exit_code: exitCode, errors_omitted: omitted, rule_pack: pack } = analysis
  const values = {
    verdict: outcomeOf(analysis),
    confidence: verdict?.confidence,
    quality_score: analysis.quality_score,
    exit_code: exitCode ?? undefined,
    errors_omitted: omitted === 0 ? undefined : omitted,
    failed_names_omitted: analysis.tests?.failed_names_omitted || undefined,
    rules: rulePackText(pack),
    log: logPath,
  }
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: `postflight.${name}`, value: String(value) }],
  )
}

function renderCase({ name, classname, result, type, message, body }: TestCase): string {
  const open = `    <testcase${renderAttributes({ name, classname, time: '0' })}`
  if (result === 'passed') return `${open}/>`
  const element = `      <${result}${renderAttributes({ message, type })}`
  const inner = body === '' ? `${element}/>` : `${element}>${escapeText(body)}</${result}>`
  return `${open}>\n${inner}\n    </testcase>`
}

function renderAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** `>` too, so that no `]]>` stands in the text. */
function escapeText(text: string): string {
  return toPlainText(text).replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')
}

/** Parsers turn line feeds and tabs of an attribute into blanks unless they are written as references. */
function escapeAttribute(text: string): string {
  const escaped = toPlainText(text).replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
  return escaped.replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
