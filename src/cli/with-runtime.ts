// Opens the runtime, or what is needed of it, for one command and closes it whatever happens. Everything heavy is
// loaded here, so that commands without a runtime stay light.

import type { Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import type { ReportStore } from '../ports/report-store.ts'

type Work<Value> = (runtime: Runtime, config: Config) => Promise<Value>

/** For a command that is over soon: our own log lines below `warn` would only be in the way. */
export async function withRuntime<Value>(work: Work<Value>): Promise<Value> {
  const { loadConfig } = await import('../config/load-config.ts')
  const config = loadConfig()
  return openAndClose({ ...config, logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel }, work)
}

/** For a command that only reads reports: where they lie in files, no server is asked. */
export async function withReports<Value>(work: (reports: ReportStore) => Promise<Value>): Promise<Value> {
  const { loadConfig } = await import('../config/load-config.ts')
  const { openReportFiles } = await import('../compose/report-files.ts')
  const files = openReportFiles(loadConfig())
  return files === undefined ? withRuntime(({ reports }) => work(reports)) : work(files)
}

/** For a command that runs until it is stopped. */
export async function withServiceRuntime<Value>(work: Work<Value>): Promise<Value> {
  const { loadConfig } = await import('../config/load-config.ts')
  return openAndClose(loadConfig(), work)
}

async function openAndClose<Value>(config: Config, work: Work<Value>): Promise<Value> {
  const { openRuntime } = await import('../compose.ts')
  const runtime = await openRuntime(config)
  try {
    return await work(runtime, config)
  } finally {
    await runtime.close()
  }
}
