// Every setting that postflight reads, grouped by service: one environment variable each, with its unit, default
// and description. .env.example and the tables of README.md and docs/configuration.md are generated from here.

import { z } from 'zod'
import { isDecodable } from './neo4j-address.ts'
import { bytes, decimal, hostNames, integer, list, matching, milliseconds, oneOf, onOff, urlWith } from './values.ts'

export interface About {
  /** Of the value: `ms`, `bytes`, `URL`, a list of words … */
  readonly unit: string
  readonly description: string
  /** As one would write it in the environment; absent where the setting has none. */
  readonly default?: string
  /** How the documentation shows the default where that is no literal value. */
  readonly defaultShown?: string
  /** Never repeated in a message. */
  readonly secret?: true
}

/** What the schema of one setting says about itself. */
export const about = z.registry<About>()

const NEO4J_SCHEMES = ['neo4j', 'neo4j+s', 'neo4j+ssc', 'bolt', 'bolt+s', 'bolt+ssc']
const CONCURRENCY_MAX = 1_000
const PER_SECOND_MIN = 0.001
const PER_SECOND_MAX = 1_000
const RETENTION_DAYS_MAX = 3_650
const RETENTION_JOBS_MAX = 100_000_000
const PORT_MAX = 65_535
const BYTES_MAX = 1024 ** 4
/** Below this the reconciler would be the busiest client of the queue. */
const RECONCILE_MS_MIN = 100

const queue = z.object({
  REDIS_URL: optional(urlWith(['redis', 'rediss']), {
    unit: 'URL',
    secret: true,
    description: 'The Redis that holds the queues. Takes precedence over PostgreSQL.',
  }),
  POSTFLIGHT_POSTGRES_URL: optional(urlWith(['postgres', 'postgresql'], 'optional'), {
    unit: 'URL',
    secret: true,
    description:
      'A PostgreSQL of your own that holds the queues, and the graph unless NEO4J_URI is set. Without it and without REDIS_URL, postflight starts the PostgreSQL that it brings along.',
  }),
  POSTFLIGHT_QUEUE_PREFIX: withDefault(
    matching(/^[^{}\s]{0,100}\{[^{}\s]{1,100}\}[^{}\s]{0,100}$/, 'a text without blanks that holds one hash tag {…}'),
    {
      unit: 'text',
      default: '{postflight}',
      description:
        'Comes before every key of the queues. The braces are a hash tag: all keys share one slot, as a flow over several queues needs.',
    },
  ),
})

const graph = z.object({
  NEO4J_URI: optional(urlWith(NEO4J_SCHEMES).refine(isDecodable, 'a URL with percent-encoded user and password'), {
    unit: 'URL',
    secret: true,
    description:
      'The Neo4j that holds the knowledge graph; may carry user and password. Without it the graph lies in the PostgreSQL in use, and with Redis it is off.',
  }),
  NEO4J_USER: optional(z.string().trim(), {
    unit: 'text',
    defaultShown: '`neo4j`, or as in NEO4J_URI',
    description: 'The user at Neo4j.',
  }),
  NEO4J_PASSWORD: optional(z.string(), {
    unit: 'text',
    secret: true,
    defaultShown: 'empty, or as in NEO4J_URI',
    description: 'The password at Neo4j.',
  }),
  NEO4J_DATABASE: optional(z.string().trim(), {
    unit: 'text',
    defaultShown: "the user's home database",
    description: 'The database at Neo4j.',
  }),
})

const telegram = z.object({
  TELEGRAM_BOT_TOKEN: optional(
    matching(/^\d+:[\w-]+$/, 'a bot token as @BotFather gives it: digits, a colon, letters'),
    {
      unit: 'text',
      secret: true,
      description: 'The bot that sends messages. Without it, none are sent.',
    },
  ),
  TELEGRAM_CHAT_ID: optional(matching(/^(?:-?\d{1,20}|@\w{1,64})$/, 'the number of a chat or the @name of a channel'), {
    unit: 'text',
    secret: true,
    description: 'The chat that gets the messages: its number, or the @name of a public channel.',
  }),
  TELEGRAM_API_ROOT: withDefault(urlWith(['https', 'http']), {
    unit: 'URL',
    secret: true,
    default: 'https://api.telegram.org',
    description: 'The Bot API server, for those who run their own.',
  }),
  POSTFLIGHT_TELEGRAM_PER_SECOND: withDefault(decimal(PER_SECOND_MIN, PER_SECOND_MAX), {
    unit: 'messages/s',
    default: '1',
    description: 'The most messages a second, over all workers. May be a fraction: 0.5 is one every two seconds.',
  }),
})

const files = z.object({
  POSTFLIGHT_DATA_DIR: withDefault(z.string().trim(), {
    unit: 'path',
    default: './postflight-data',
    description: 'The folder of everything that postflight writes.',
  }),
  POSTFLIGHT_JOBS_DIR: optional(z.string().trim(), {
    unit: 'path',
    defaultShown: '`<data>/jobs`',
    description: 'Where the logs are: `<jobs>/<job_id>/output.log`, also `.gz` and `.zst`, and `meta.json`.',
  }),
  POSTFLIGHT_REPORTS_DIR: optional(z.string().trim(), {
    unit: 'path',
    defaultShown: '`<data>/qa-reports`',
    description: 'Where the report files go.',
  }),
  POSTFLIGHT_REPORT_STORE: withDefault(oneOf(['files', 'redis']), {
    unit: '`files`, `redis`',
    default: 'files',
    description: 'Where reports are kept. `redis` (needs REDIS_URL) is for workers on several machines.',
  }),
})

const analysis = z.object({
  POSTFLIGHT_LOG_SETTLE_MS: withDefault(milliseconds(), {
    unit: 'ms',
    default: '1000',
    description: 'How long a log must not have changed before it counts as complete.',
  }),
  POSTFLIGHT_LOG_WAIT_MS: withDefault(milliseconds(), {
    unit: 'ms',
    default: '30000',
    description: 'How long a worker waits for a log to appear and settle before it reports what is missing.',
  }),
  POSTFLIGHT_RULES: withDefault(list, {
    unit: 'list',
    default: 'postflight',
    description:
      'The rules that logs are read under: `postflight`, `classic` for those of the original script, or files with rules of your own, which are added to the default ones.',
  }),
  POSTFLIGHT_CLASSIC_BYTES_MAX: withDefault(bytes(BYTES_MAX), {
    unit: 'bytes',
    default: String(256 * 1024 ** 2),
    defaultShown: '256 MiB',
    description: 'How much of a log the classic rules read; the report warns about the rest.',
  }),
  POSTFLIGHT_UNPACK_BYTES_MAX: withDefault(bytes(BYTES_MAX), {
    unit: 'bytes',
    default: String(1024 ** 3),
    defaultShown: '1 GiB',
    description: 'How much a compressed log may unpack to.',
  }),
  POSTFLIGHT_REDACT: withDefault(onOff, {
    unit: '`true`, `false`',
    default: 'true',
    description: 'Take secrets out of what goes to the graph, Telegram, the dashboard and our own logs.',
  }),
})

const workers = z.object({
  POSTFLIGHT_VALIDATION_CONCURRENCY: concurrency('validation', 8),
  POSTFLIGHT_FINALIZE_CONCURRENCY: concurrency('finalize', 1),
  POSTFLIGHT_LEARNING_CONCURRENCY: concurrency('learning', 2),
  POSTFLIGHT_NOTIFICATION_CONCURRENCY: concurrency('notification', 1),
  POSTFLIGHT_DRAIN_MS: withDefault(milliseconds(), {
    unit: 'ms',
    default: '30000',
    description: 'How long a worker that was told to stop may take to finish the jobs it holds.',
  }),
  POSTFLIGHT_RECONCILE_MS: withDefault(milliseconds(RECONCILE_MS_MIN), {
    unit: 'ms',
    default: '60000',
    description: 'How often jobs that got stuck are looked for and repaired.',
  }),
  POSTFLIGHT_RETENTION_DAYS: withDefault(integer(1, RETENTION_DAYS_MAX), {
    unit: 'days',
    default: '7',
    description: 'How long finished jobs stay in the queues. Duplicates are recognised for twice as long.',
  }),
  POSTFLIGHT_RETENTION_JOBS: withDefault(integer(1, RETENTION_JOBS_MAX), {
    unit: 'jobs',
    default: '100000',
    description: 'How many finished jobs stay in each queue.',
  }),
  POSTFLIGHT_LOG_LEVEL: withDefault(oneOf(['debug', 'info', 'warn', 'error', 'silent']), {
    unit: '`debug`, `info`, `warn`, `error`, `silent`',
    default: 'info',
    description: 'The least severe of our own log lines that is written.',
  }),
})

const dashboard = z.object({
  POSTFLIGHT_DASHBOARD_HOST: withDefault(matching(/^[\w.:-]+$/, 'a host name or an IP address'), {
    unit: 'host',
    default: '127.0.0.1',
    description: 'The address that the dashboard listens on. It has no login: beyond loopback, put one before it.',
  }),
  POSTFLIGHT_DASHBOARD_PORT: withDefault(integer(0, PORT_MAX), {
    unit: 'port',
    default: '3000',
    description: 'The port of the dashboard; 0 takes any that is free.',
  }),
  POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS: withDefault(hostNames, {
    unit: 'hosts',
    default: 'localhost,127.0.0.1,[::1]',
    description:
      'The names, separated by commas, under which browsers may reach the dashboard, besides the one address that it listens on. Requests for any other are refused, so that no web page can lead there by a name of its own.',
  }),
})

/** In the order of the documentation. */
export const SERVICES = {
  Queue: queue,
  'Knowledge graph': graph,
  Telegram: telegram,
  Files: files,
  'Reading logs': analysis,
  Workers: workers,
  Dashboard: dashboard,
} as const

/** One environment in, every setting with its type out; absent settings have their defaults. */
export const environmentSchema = z.object({
  ...queue.shape,
  ...graph.shape,
  ...telegram.shape,
  ...files.shape,
  ...analysis.shape,
  ...workers.shape,
  ...dashboard.shape,
})

export type Settings = z.infer<typeof environmentSchema>
export type SettingName = keyof Settings

function optional<Schema extends z.ZodType<unknown, string>>(schema: Schema, what: Omit<About, 'default'>) {
  const setting = schema.optional()
  about.add(setting as z.ZodType, what)
  return setting
}

function withDefault<Schema extends z.ZodType<unknown, string>>(schema: Schema, what: About & { default: string }) {
  const setting = z.string().prefault(what.default).pipe(schema)
  about.add(setting as z.ZodType, what)
  return setting
}

function concurrency(name: string, standard: number) {
  return withDefault(integer(1, CONCURRENCY_MAX), {
    unit: 'jobs',
    default: String(standard),
    description: `How many ${name} jobs one worker process works on at a time.`,
  })
}
