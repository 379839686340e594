// A process of its own on an embedded server: says `ready` once attached, `left` once it has closed, which it does
// when its standard input ends. Arguments: the folder.

import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/server.ts'
import { createRecordingLogger } from './recording-logger.ts'

const folder = process.argv[2] ?? ''
const server = await startEmbeddedPostgres({ folder, logger: createRecordingLogger() })
process.stdout.write('ready\n')
process.stdin.resume()
process.stdin.once('end', () => {
  void server.close().then(() => process.stdout.write('left\n'))
})
