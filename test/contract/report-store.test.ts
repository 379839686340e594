import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import { createFileReportStore } from '../../src/adapters/files/file-report-store.ts'
import { createRedisReportStore } from '../../src/adapters/redis/report-store.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { redisUrl } from '../support/services.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { describeReportStore } from './report-store.contract.ts'

describeReportStore('memory', async () => createMemoryReportStore())

describeReportStore('files', async () => createFileReportStore(await tempFolder()))

const redis = redisUrl()
let client: Redis | undefined
afterAll(() => client?.disconnect())

describeReportStore(
  'Redis',
  async () => {
    client ??= new Redis(redis.get())
    return createRedisReportStore(client, `{test-[*]-${randomUUID()}}`)
  },
  redis,
)
