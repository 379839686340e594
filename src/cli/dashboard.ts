// `postflight dashboard`: the queues in a browser.

import type { Command } from 'commander'
import { listenForStop } from '../compose/stop-signal.ts'
import { EXIT } from '../core/exit-code.ts'
import { integerOption } from './arguments.ts'
import type { Finish } from './finish.ts'
import { printNote, printResult } from './output.ts'
import { withServiceRuntime } from './with-runtime.ts'

interface DashboardOptions {
  readonly host?: string
  readonly port?: number
}

export function addDashboardCommand(program: Command, finish: Finish): void {
  program
    .command('dashboard')
    .summary('show the queues in a browser')
    .description('Serves a dashboard of the four queues until SIGTERM or Ctrl-C. It has no login.')
    .option('--host <HOST>', 'the address to listen on instead of POSTFLIGHT_DASHBOARD_HOST')
    .addOption(integerOption('--port <N>', 'the port to listen on instead of POSTFLIGHT_DASHBOARD_PORT', [0, PORT_MAX]))
    .addHelpText('after', '\nExamples:\n  $ postflight dashboard\n  $ postflight dashboard --port 8080')
    .action(async (options: DashboardOptions) => {
      await serve(options)
      finish(EXIT.good)
    })
}

const PORT_MAX = 65_535
/** Addresses that only this machine reaches. */
const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/

async function serve(options: DashboardOptions): Promise<void> {
  const { startDashboard } = await import('../dashboard/dashboard.ts')
  await withServiceRuntime(async (runtime, config) => {
    const stop = listenForStop()
    const host = options.host ?? config.dashboard.host
    const dashboard = await startDashboard({
      queues: runtime.openQueues(),
      retryPolicies: runtime.retryPolicies,
      host,
      port: options.port ?? config.dashboard.port,
      allowedHosts: config.dashboard.allowedHosts,
      redactor: runtime.redactor,
      logger: runtime.logger,
    })
    printResult(dashboard.url)
    printNote(`The dashboard of the ${runtime.backend} queues is at ${dashboard.url}; Ctrl-C stops it.`)
    if (!LOOPBACK.test(host)) {
      const address = `${host}:${new URL(dashboard.url).port}`
      printNote(`It listens on ${address}, without a login, for whoever reaches this machine by an allowed name.`)
    }
    await stop.received
    await dashboard.close()
  })
}
