/** `npm run worker`: one worker, configured by the environment alone. */
import { pino } from 'pino'
import { loadSettings } from '../config/index.ts'
import { runWorker, WORKER_SETTINGS } from './worker.ts'

const settings = loadSettings(WORKER_SETTINGS)
await runWorker(settings, pino({ name: 'worker', level: settings.logLevel }))
// What could not be closed in time must not keep the process.
process.exit()
