/** Real export job records in a database of their own. */
import { randomUUID } from 'node:crypto'
import { migrate } from '../../migrations/index.ts'
import { type ExportJobs, knexExportJobs, openDatabase } from '../../stores/index.ts'
import { freshDatabase } from './stack.ts'

export interface TestRecords {
  jobs: ExportJobs
  /** A PENDING job of the given attempt; gives its id. */
  insert(attempt?: number): Promise<string>
  /** An explicit retry: the next attempt, PENDING again. */
  retry(exportId: string): Promise<void>
  dispose(): Promise<void>
}

export async function freshRecords(): Promise<TestRecords> {
  const { url, dispose } = await freshDatabase()
  await migrate(url)
  const knex = openDatabase({ url, applicationName: 'test' })
  return {
    jobs: knexExportJobs(knex),
    async insert(attempt = 1) {
      const id = randomUUID()
      const userId = randomUUID()
      await knex('ExportJob').insert({
        id,
        type: 'SOW',
        fileType: 'CSV',
        status: 'PENDING',
        createdById: userId,
        attempt,
      })
      return id
    },
    async retry(exportId) {
      await knex('ExportJob')
        .where({ id: exportId })
        .update({ status: 'PENDING', startedAt: null, attempt: knex.raw('"attempt" + 1') })
    },
    async dispose() {
      await knex.destroy()
      await dispose()
    },
  }
}
