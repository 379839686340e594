import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RETRY_POLICIES } from '../../src/adapters/bullmq/queue-policies.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { QUEUE_NAMES } from '../../src/core/queue-names.ts'
import { renderRetryPolicy } from '../../src/dashboard/queue-description.ts'

it("docs/operations.md gives each queue's retries and concurrency as they are", () => {
  const { concurrency } = parseConfig({}, '/')
  const rows = QUEUE_NAMES.map(
    (name) => `| ${name} | ${renderRetryPolicy(RETRY_POLICIES[name])} | ${concurrency[name]} |`,
  )

  expect(readFileSync('docs/operations.md', 'utf8')).toContain(rows.join('\n'))
})
