// A logger that keeps what it is told.

import type { LogFields, Logger } from '../../src/ports/logger.ts'

export interface RecordingLogger extends Logger {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: LogFields | undefined }[]
}

export function createRecordingLogger(): RecordingLogger {
  const lines: RecordingLogger['lines'] = []
  const at = (level: string) => (message: string, fields?: LogFields) => void lines.push({ level, message, fields })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
