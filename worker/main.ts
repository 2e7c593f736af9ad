/** `npm run worker`: one worker, configured by the environment alone. */
import { pino, stdSerializers } from 'pino'
import { mailProblems, processSettings } from '../config/index.ts'
import { runWorker, WORKER_SETTINGS } from './worker.ts'

const settings = processSettings(WORKER_SETTINGS, mailProblems)
const log = pino({
  name: 'worker',
  level: settings.logLevel,
  serializers: { error: stdSerializers.err },
})
await runWorker(settings, log)
// What could not be closed in time must not keep the process.
process.exit()
