/** Reads one schedule's record from Connexus' database. */
import type { Knex } from 'knex'
import type { ExportSchedules } from './exportSchedules.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'

/** A deleted one is not found. */
export function knexScheduleReader(knex: Knex): Pick<ExportSchedules, 'find'> {
  return {
    find: (id) =>
      knex('ExportSchedule').where({ id, deletedAt: null }).first<ScheduleRecord | undefined>(),
  }
}
