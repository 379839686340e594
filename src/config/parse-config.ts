// The environment becomes a Config, or one error that names every problem at once. Pure: reads nothing itself.
// Values of secrets never stand in a message.

import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { PostflightError } from '../core/error.ts'
import type { Config, GraphConfig, QueueConfig, TelegramConfig } from './config.ts'
import { readNeo4jAddress } from './neo4j-address.ts'
import { about, environmentSchema, type SettingName, type Settings } from './schema.ts'
import { unknownKeys } from './unknown-keys.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const MS_PER_DAY = 24 * 60 * 60 * 1000

/** An empty or blank variable counts as absent. Relative paths start at `cwd`. Throws `config.invalid`. */
export function parseConfig(env: Environment, cwd: string): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environmentSchema.safeParse(present)
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => explain(issue, present))),
    ...crossProblems(present),
    ...unknownKeys(Object.keys(present)),
  ]
  if (!parsed.success || problems.length > 0) throw new PostflightError('config.invalid', renderProblems(problems))
  return toConfig(parsed.data, cwd)
}

function explain(issue: z.core.$ZodIssue, present: Environment): string {
  const name = String(issue.path[0]) as SettingName
  return `Expected ${name} to be ${issue.message}, got ${shown(name, present[name])}`
}

const SHOWN_CHARACTERS_MAX = 80

function shown(name: SettingName, value: string | undefined): string {
  if (value === undefined) return 'nothing'
  if (about.get(environmentSchema.shape[name])?.secret) return 'a value that is not shown here'
  return JSON.stringify(value.length > SHOWN_CHARACTERS_MAX ? `${value.slice(0, SHOWN_CHARACTERS_MAX)}…` : value)
}

function crossProblems(present: Environment): string[] {
  const problems: string[] = []
  const needs = (name: SettingName, other: SettingName) => {
    if (present[name] !== undefined && present[other] === undefined) {
      problems.push(`Expected ${other} to be set because ${name} is, got nothing`)
    }
  }
  needs('TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID')
  needs('TELEGRAM_CHAT_ID', 'TELEGRAM_BOT_TOKEN')
  if (present['POSTFLIGHT_REPORT_STORE']?.trim() === 'redis' && present['REDIS_URL'] === undefined) {
    problems.push('Expected REDIS_URL to be set because POSTFLIGHT_REPORT_STORE is redis, got nothing')
  }
  return problems
}

function renderProblems(problems: readonly string[]): string {
  if (problems.length === 1) return problems[0] ?? ''
  const count = `Expected the settings to be valid, got ${problems.length} problems:`
  return [count, ...problems.map((problem) => `  - ${problem}`)].join('\n')
}

function toConfig(settings: Settings, cwd: string): Config {
  const dataDir = resolve(cwd, settings.POSTFLIGHT_DATA_DIR)
  const queue = toQueue(settings, dataDir)
  return {
    dataDir,
    jobsDir: resolve(cwd, settings.POSTFLIGHT_JOBS_DIR ?? join(dataDir, 'jobs')),
    reportsDir: resolve(cwd, settings.POSTFLIGHT_REPORTS_DIR ?? join(dataDir, 'qa-reports')),
    logLevel: settings.POSTFLIGHT_LOG_LEVEL,
    queue,
    queuePrefix: settings.POSTFLIGHT_QUEUE_PREFIX,
    graph: toGraph(settings, queue),
    telegram: toTelegram(settings),
    telegramPerSecond: settings.POSTFLIGHT_TELEGRAM_PER_SECOND,
    reportStore: settings.POSTFLIGHT_REPORT_STORE,
    logSettleMs: settings.POSTFLIGHT_LOG_SETTLE_MS,
    logWaitMs: settings.POSTFLIGHT_LOG_WAIT_MS,
    rules: toRuleNames(settings.POSTFLIGHT_RULES, cwd),
    classicBytesMax: settings.POSTFLIGHT_CLASSIC_BYTES_MAX,
    unpackBytesMax: settings.POSTFLIGHT_UNPACK_BYTES_MAX,
    redact: settings.POSTFLIGHT_REDACT,
    reconcileMs: settings.POSTFLIGHT_RECONCILE_MS,
    drainMs: settings.POSTFLIGHT_DRAIN_MS,
    concurrency: {
      validation: settings.POSTFLIGHT_VALIDATION_CONCURRENCY,
      finalize: settings.POSTFLIGHT_FINALIZE_CONCURRENCY,
      learning: settings.POSTFLIGHT_LEARNING_CONCURRENCY,
      notification: settings.POSTFLIGHT_NOTIFICATION_CONCURRENCY,
    },
    retention: {
      ageMs: settings.POSTFLIGHT_RETENTION_DAYS * MS_PER_DAY,
      count: settings.POSTFLIGHT_RETENTION_JOBS,
    },
    dashboard: {
      host: settings.POSTFLIGHT_DASHBOARD_HOST,
      port: settings.POSTFLIGHT_DASHBOARD_PORT,
      allowedHosts: settings.POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS,
    },
  }
}

/** Names of packs stay, anything else is a path. */
export function toRuleNames(rules: readonly string[], cwd: string): readonly string[] {
  return rules.map((name) => (name === 'postflight' || name === 'classic' ? name : resolve(cwd, name)))
}

function toQueue(settings: Settings, dataDir: string): QueueConfig {
  if (settings.REDIS_URL !== undefined) return { kind: 'redis', url: settings.REDIS_URL }
  if (settings.POSTFLIGHT_POSTGRES_URL !== undefined) return { kind: 'postgres', url: settings.POSTFLIGHT_POSTGRES_URL }
  return { kind: 'embedded', folder: join(dataDir, 'database') }
}

function toGraph(settings: Settings, queue: QueueConfig): GraphConfig {
  if (settings.NEO4J_URI === undefined) return { kind: queue.kind === 'redis' ? 'off' : 'postgres' }
  const address = readNeo4jAddress(settings.NEO4J_URI)
  return {
    kind: 'neo4j',
    uri: address.uri,
    user: settings.NEO4J_USER ?? address.user ?? 'neo4j',
    password: settings.NEO4J_PASSWORD ?? address.password ?? '',
    ...(settings.NEO4J_DATABASE === undefined ? {} : { database: settings.NEO4J_DATABASE }),
  }
}

function toTelegram(settings: Settings): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_CHAT_ID: chatId } = settings
  if (botToken === undefined || chatId === undefined) return undefined
  return { botToken, chatId, apiRoot: settings.TELEGRAM_API_ROOT.replace(/\/+$/, '') }
}
