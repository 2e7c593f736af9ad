/** The environment of our own processes, as the image and `npm start` have it. */
import { join } from 'node:path'
import { WORKER_MEMORY } from '../stack/index.ts'
import { WORKSPACE } from './workspace.ts'

/** The first of all runs fills what Node compiled; the check of a few rows comes before the others. */
export const OUR_ENVIRONMENT = {
  ...WORKER_MEMORY,
  NODE_COMPILE_CACHE: join(WORKSPACE, 'compile-cache'),
  // No other writer sends mail of its files.
  SMTP_URL: '',
}
