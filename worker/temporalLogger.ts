/** Temporal's own log lines, and those of workflows and activities, through pino. */
import type { LogLevel, Logger as TemporalLogger } from '@temporalio/worker'
import type { Logger } from 'pino'

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>

export function temporalLogger(log: Logger): TemporalLogger {
  // The task token is long, and of no use to a reader.
  const write = (level: LogLevel, message: string, meta: Record<string | symbol, unknown> = {}) => {
    const { taskToken: _, ...rest } = meta
    log[LEVELS[level]](rest, message)
  }
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  }
}
