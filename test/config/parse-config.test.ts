import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { PostflightError } from '../../src/core/error.ts'

const CWD = '/srv/app'
const TOKEN = '123456:AAH-secret_part'

describe('parseConfig', () => {
  it('needs nothing: the embedded server, its tables as graph, no messages', () => {
    expect(parseConfig({}, CWD)).toEqual({
      dataDir: '/srv/app/postflight-data',
      jobsDir: '/srv/app/postflight-data/jobs',
      reportsDir: '/srv/app/postflight-data/qa-reports',
      logLevel: 'info',
      queue: { kind: 'embedded', folder: '/srv/app/postflight-data/database' },
      queuePrefix: '{postflight}',
      graph: { kind: 'postgres' },
      telegram: undefined,
      telegramPerSecond: 1,
      reportStore: 'files',
      logSettleMs: 1_000,
      logWaitMs: 30_000,
      rules: ['postflight'],
      classicBytesMax: 268_435_456,
      unpackBytesMax: 1_073_741_824,
      redact: true,
      reconcileMs: 60_000,
      drainMs: 30_000,
      concurrency: { validation: 8, finalize: 1, learning: 2, notification: 1 },
      retention: { ageMs: 604_800_000, count: 100_000 },
      dashboard: { host: '127.0.0.1', port: 3000, allowedHosts: ['localhost', '127.0.0.1', '[::1]'] },
    })
  })

  it('takes an empty or blank variable for an absent one', () => {
    expect(parseConfig({ REDIS_URL: '', NEO4J_URI: '  ', POSTFLIGHT_RETENTION_DAYS: '' }, CWD)).toEqual(
      parseConfig({}, CWD),
    )
  })

  it('prefers Redis to PostgreSQL, and either to the embedded server', () => {
    const both = { REDIS_URL: 'redis://r', POSTFLIGHT_POSTGRES_URL: 'postgres://p/db' }
    expect(parseConfig(both, CWD).queue).toEqual({ kind: 'redis', url: 'redis://r' })
    expect(parseConfig({ ...both, REDIS_URL: '' }, CWD).queue).toEqual({ kind: 'postgres', url: 'postgres://p/db' })
  })

  it('puts the graph into the PostgreSQL in use, switches it off beside Redis, and lets Neo4j win', () => {
    const NEO4J_URI = 'bolt://n:7687'
    expect(parseConfig({ POSTFLIGHT_POSTGRES_URL: 'postgresql:///db?host=/run' }, CWD).graph.kind).toBe('postgres')
    expect(parseConfig({ REDIS_URL: 'redis://r' }, CWD).graph.kind).toBe('off')
    expect(parseConfig({ REDIS_URL: 'redis://r', NEO4J_URI }, CWD).graph.kind).toBe('neo4j')
    expect(parseConfig({ NEO4J_URI }, CWD).graph.kind).toBe('neo4j')
  })

  it.each(['redis://:p%40ss@cache:6380/2', 'rediss://user:pw@cache.example'])('takes the Redis URL %s', (url) => {
    expect(parseConfig({ REDIS_URL: url }, CWD).queue).toEqual({ kind: 'redis', url })
  })

  it.each(['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc'])(
    'takes %s:// and its credentials out',
    (scheme) => {
      const { graph } = parseConfig({ NEO4J_URI: `${scheme}://me%40x:p%3Aw@graph.example:7687/?policy=eu` }, CWD)
      expect(graph).toEqual({
        kind: 'neo4j',
        uri: `${scheme}://graph.example:7687/?policy=eu`,
        user: 'me@x',
        password: 'p:w',
      })
    },
  )

  it('prefers NEO4J_USER and NEO4J_PASSWORD to what the URL carries', () => {
    const env = { NEO4J_URI: 'neo4j://a:b@g', NEO4J_USER: 'ann', NEO4J_PASSWORD: ' pw ', NEO4J_DATABASE: 'qa' }
    expect(parseConfig(env, CWD).graph).toEqual({
      kind: 'neo4j',
      uri: 'neo4j://g',
      user: 'ann',
      password: ' pw ',
      database: 'qa',
    })
  })

  it('starts relative paths at the working directory and leaves absolute ones alone', () => {
    const config = parseConfig({ POSTFLIGHT_DATA_DIR: 'data', POSTFLIGHT_JOBS_DIR: '/var/jobs' }, CWD)
    expect(config).toMatchObject({
      dataDir: '/srv/app/data',
      jobsDir: '/var/jobs',
      reportsDir: '/srv/app/data/qa-reports',
    })
  })

  it('reads numbers, fractions, sizes and switches', () => {
    const env = {
      POSTFLIGHT_TELEGRAM_PER_SECOND: '0.5',
      POSTFLIGHT_CLASSIC_BYTES_MAX: '2 MiB',
      POSTFLIGHT_UNPACK_BYTES_MAX: '1048576',
      POSTFLIGHT_REDACT: 'Off',
      POSTFLIGHT_LEARNING_CONCURRENCY: '1',
      POSTFLIGHT_RETENTION_DAYS: '30',
      POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS: ' CI.example , 10.0.0.7,[FD00::1]',
    }
    expect(parseConfig(env, CWD)).toMatchObject({
      telegramPerSecond: 0.5,
      classicBytesMax: 2_097_152,
      unpackBytesMax: 1_048_576,
      redact: false,
      concurrency: { learning: 1 },
      retention: { ageMs: 2_592_000_000 },
      dashboard: { allowedHosts: ['ci.example', '10.0.0.7', '[fd00::1]'] },
    })
  })

  it('takes token and chat together', () => {
    const env = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_CHAT_ID: '-100200', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' }
    expect(parseConfig(env, CWD).telegram).toEqual({
      botToken: TOKEN,
      chatId: '-100200',
      apiRoot: 'http://127.0.0.1:8081',
    })
  })

  it.each([
    [{ TELEGRAM_BOT_TOKEN: TOKEN }, 'TELEGRAM_CHAT_ID'],
    [{ TELEGRAM_CHAT_ID: '@ops' }, 'TELEGRAM_BOT_TOKEN'],
    [{ POSTFLIGHT_REPORT_STORE: 'redis' }, 'REDIS_URL'],
  ])('says what is missing beside %o', (env, missing) => {
    expect(messageFor(env)).toMatch(new RegExp(`^Expected ${missing} to be set because`))
  })

  it.each([
    ['POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS', 'ci.example:3000'],
    ['POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS', 'ci.example,,localhost'],
    ['POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS', '::1'],
    ['POSTFLIGHT_DASHBOARD_PORT', '65536'],
    ['POSTFLIGHT_DASHBOARD_PORT', '80 '.repeat(2)],
    ['POSTFLIGHT_LOG_WAIT_MS', '-1'],
    ['POSTFLIGHT_LOG_WAIT_MS', '1e3'],
    ['POSTFLIGHT_LOG_WAIT_MS', '2147483648'],
    ['POSTFLIGHT_TELEGRAM_PER_SECOND', '0'],
    ['POSTFLIGHT_TELEGRAM_PER_SECOND', '1.'],
    ['POSTFLIGHT_CLASSIC_BYTES_MAX', '1 TB'],
    ['POSTFLIGHT_REDACT', 'maybe'],
    ['POSTFLIGHT_LOG_LEVEL', 'verbose'],
    ['POSTFLIGHT_REPORT_STORE', 's3'],
    ['POSTFLIGHT_QUEUE_PREFIX', 'postflight'],
    ['POSTFLIGHT_QUEUE_PREFIX', '{a}{b}'],
    ['POSTFLIGHT_QUEUE_PREFIX', '{}'],
    ['POSTFLIGHT_RETENTION_JOBS', '0'],
    ['POSTFLIGHT_LEARNING_CONCURRENCY', '1.5'],
  ])('refuses %s=%s and shows what came', (name, value) => {
    const message = messageFor({ [name]: value })
    expect(message).toMatch(new RegExp(`^Expected ${name} to be .+, got "`))
    expect(message.split('\n')).toHaveLength(1)
  })

  it.each([
    ['REDIS_URL', 'http://:s3cret@cache'],
    ['REDIS_URL', 's3cret'],
    ['REDIS_URL', 'redis://'],
    ['POSTFLIGHT_POSTGRES_URL', 'mysql://u:s3cret@db'],
    ['NEO4J_URI', 'https://u:s3cret@graph'],
    ['NEO4J_URI', 'bolt://u:s3cret%zz@graph'],
    ['TELEGRAM_API_ROOT', 'ftp://s3cret@host'],
    ['TELEGRAM_BOT_TOKEN', 's3cret token'],
    ['TELEGRAM_CHAT_ID', '12:s3cret'],
  ])('refuses %s without showing the value', (name, value) => {
    const message = messageFor({ [name]: value })
    expect(message).toContain(`Expected ${name} to be `)
    expect(message).toContain('got a value that is not shown here')
    expect(message).not.toContain('s3cret')
  })

  it('lists every problem at once', () => {
    const message = messageFor({
      REDIS_URL: 'cache:6379',
      TELEGRAM_CHAT_ID: '@ops',
      POSTFLIGHT_REDACT: '2',
      POSTFLIGHT_DRAIN: '5',
    })
    expect(message.split('\n')).toHaveLength(5)
    expect(message).toMatch(/^Expected the settings to be valid, got 4 problems:/)
    for (const name of ['REDIS_URL', 'TELEGRAM_BOT_TOKEN', 'POSTFLIGHT_REDACT', 'POSTFLIGHT_DRAIN ']) {
      expect(message).toContain(`\n  - Expected ${name}`)
    }
  })

  it.each([
    ['POSTFLIGHT_DRAIN', 'POSTFLIGHT_DRAIN_MS'],
    ['POSTFLIGHT_DATA', 'POSTFLIGHT_DATA_DIR'],
    ['POSTFLIGHT_JOB_DIR', 'POSTFLIGHT_JOBS_DIR'],
    ['POSTFLIGHT_LOGLEVEL', 'POSTFLIGHT_LOG_LEVEL'],
  ])('asks of the unknown %s whether %s was meant', (name, meant) => {
    expect(messageFor({ [name]: '1' })).toContain(`did you mean ${meant}?`)
  })

  it('suggests nothing where nothing is near', () => {
    expect(messageFor({ POSTFLIGHT_WEATHER: 'fine' })).toBe(
      'Expected POSTFLIGHT_WEATHER to be a setting of postflight, got an unknown name',
    )
  })

  it("leaves other programs' variables and those of tests alone", () => {
    expect(parseConfig({ PATH: '/bin', POSTFLIGHT_TEST_REQUIRE: 'all' }, CWD)).toEqual(parseConfig({}, CWD))
  })
})

function messageFor(env: Record<string, string>): string {
  try {
    parseConfig(env, CWD)
  } catch (error) {
    if (error instanceof PostflightError && error.code === 'config.invalid') return error.message
    throw error
  }
  throw new Error('Expected the settings to be refused')
}
