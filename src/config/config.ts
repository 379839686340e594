// What every part of postflight is configured by: parsed, checked, with all paths absolute.

import type { QueueName } from '../core/queue-names.ts'

export interface Config {
  /** Absolute, as are all paths here. */
  readonly dataDir: string
  readonly jobsDir: string
  readonly reportsDir: string
  readonly logLevel: LogLevel
  readonly queue: QueueConfig
  /** Holds exactly one hash tag, so that the keys of all queues share one slot. */
  readonly queuePrefix: string
  readonly graph: GraphConfig
  /** Undefined when no message is to be sent. */
  readonly telegram: TelegramConfig | undefined
  readonly telegramPerSecond: number
  readonly reportStore: 'files' | 'redis'
  readonly logSettleMs: number
  readonly logWaitMs: number
  /** `postflight`, `classic` or absolute paths of rule files. */
  readonly rules: readonly string[]
  readonly classicBytesMax: number
  readonly unpackBytesMax: number
  readonly redact: boolean
  readonly reconcileMs: number
  readonly drainMs: number
  readonly concurrency: Readonly<Record<QueueName, number>>
  readonly retention: { readonly ageMs: number; readonly count: number }
  readonly dashboard: DashboardConfig
}

export interface DashboardConfig {
  readonly host: string
  readonly port: number
  /** Lower case, without a port, IPv6 in brackets. */
  readonly allowedHosts: readonly string[]
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export type QueueConfig =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded'; readonly folder: string }

export type GraphConfig = Neo4jConfig | { readonly kind: 'postgres' } | { readonly kind: 'off' }

export interface Neo4jConfig {
  readonly kind: 'neo4j'
  /** Free of credentials. */
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database?: string
}

export interface TelegramConfig {
  readonly botToken: string
  readonly chatId: string
  /** Without a slash at its end. */
  readonly apiRoot: string
}
