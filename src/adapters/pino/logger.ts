// Structured log lines as JSON, one a line, to stderr. No text reaches the line before the redactor has seen it;
// lines keep their order and carry the time at which they were logged.

import { type Level, type Logger as PinoLogger, pino } from 'pino'
import type { LogFields, Logger } from '../../ports/logger.ts'
import type { Redactor } from '../../ports/redactor.ts'

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly redactor: Redactor
  /** stderr by default. */
  readonly destination?: { write(line: string): unknown }
}

export interface FlushableLogger extends Logger {
  /** Resolves once every line logged so far has been written. */
  flush(): Promise<void>
}

/** Lines that wait for the redactor at most; what comes beyond is counted and the count logged. */
const WAITING_LINES_MAX = 10_000

/** Never throws and never waits: a line is written some milliseconds after its call. */
export function createLogger(options: LoggerOptions): FlushableLogger {
  const sink = new RedactingSink(options)
  const at = (level: Level) => (message: string, fields?: LogFields) => sink.add(level, message, fields ?? {})
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    flush: () => sink.flush(),
  }
}

class RedactingSink {
  readonly #pino: PinoLogger
  readonly #redactor: Redactor
  #last: Promise<void> = Promise.resolve()
  #waiting = 0
  #dropped = 0

  constructor({ level, redactor, destination = process.stderr }: LoggerOptions) {
    this.#redactor = redactor
    this.#pino = pino(
      { level, base: { pid: process.pid }, timestamp: false, formatters: { level: (label) => ({ level: label }) } },
      destination,
    )
  }

  add(level: Level, message: string, fields: LogFields): void {
    if (!this.#pino.isLevelEnabled(level)) return
    if (this.#waiting >= WAITING_LINES_MAX) {
      this.#dropped += 1
      return
    }
    const time = new Date().toISOString()
    this.#waiting += 1
    this.#last = this.#last.then(() => this.#write(level, message, { time, ...fields }))
  }

  /** Also waits for lines that are added meanwhile by nobody but the sink itself. */
  async flush(): Promise<void> {
    await this.#last
  }

  async #write(level: Level, message: string, fields: LogFields): Promise<void> {
    const line = await this.#redactLine(message, fields)
    this.#pino[level](line.fields, line.message)
    this.#waiting -= 1
    if (this.#waiting > 0 || this.#dropped === 0) return
    this.#pino.warn(
      { time: new Date().toISOString(), dropped: this.#dropped },
      'Log lines were dropped: too many at once',
    )
    this.#dropped = 0
  }

  async #redactLine(message: string, fields: LogFields): Promise<{ message: string; fields: LogFields }> {
    try {
      const entries = Object.entries(fields).map(async ([name, value]) => [name, await this.#redactField(name, value)])
      return { message: await this.#redactor.redact(message), fields: Object.fromEntries(await Promise.all(entries)) }
    } catch {
      return { message: 'A log line was withheld: it could not be redacted', fields: {} }
    }
  }

  /** The name is part of the context: `hunter2` is a secret only beside the word password. */
  async #redactField(name: string, value: LogFields[string]): Promise<LogFields[string]> {
    if (typeof value !== 'string' || name === 'time') return value
    const named = await this.#redactor.redact(`${name}=${value}`)
    return named.startsWith(`${name}=`) ? named.slice(name.length + 1) : named
  }
}
