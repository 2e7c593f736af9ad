/** The steps in their order. A name, once released, never changes: knex remembers it. */
import type { Knex } from 'knex'
import * as exportJob from './steps/001_exportJob.ts'
import * as cancelledStatus from './steps/002_cancelledStatus.ts'
import * as pipelineColumns from './steps/003_pipelineColumns.ts'
import * as readFrom from './steps/004_readFrom.ts'
import * as completedIndex from './steps/005_completedIndex.ts'
import * as filePermission from './steps/006_filePermission.ts'
import * as outbox from './steps/007_outbox.ts'
import * as accessLog from './steps/008_accessLog.ts'
import * as schedules from './steps/009_schedules.ts'
import * as notices from './steps/010_notices.ts'
import * as reuse from './steps/011_reuse.ts'
import * as sweep from './steps/012_sweep.ts'

const STEPS: ReadonlyMap<string, Knex.Migration> = new Map<string, Knex.Migration>([
  ['001_exportJob', exportJob],
  ['002_cancelledStatus', cancelledStatus],
  ['003_pipelineColumns', pipelineColumns],
  ['004_readFrom', readFrom],
  ['005_completedIndex', completedIndex],
  ['006_filePermission', filePermission],
  ['007_outbox', outbox],
  ['008_accessLog', accessLog],
  ['009_schedules', schedules],
  ['010_notices', notices],
  ['011_reuse', reuse],
  ['012_sweep', sweep],
])

export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve([...STEPS.keys()]),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const step = STEPS.get(name)
    return step ? Promise.resolve(step) : Promise.reject(new Error(`No migration ${name}`))
  },
}
