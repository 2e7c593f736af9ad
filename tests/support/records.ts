/** Real export job records in a database of their own. */
import { randomUUID } from 'node:crypto'
import { migrate } from '../../migrations/index.ts'
import {
  type ExportFiles,
  type ExportJobs,
  knexExportFiles,
  knexExportJobs,
  openDatabase,
} from '../../stores/index.ts'
import { freshDatabase } from './stack.ts'

export interface TestRecords {
  jobs: ExportJobs
  files: ExportFiles
  /** A PENDING job of the given attempt; gives its id. */
  insert(attempt?: number): Promise<string>
  /** An explicit retry: the next attempt, PENDING again. */
  retry(exportId: string): Promise<void>
  /** Gives the file to another job, and lets this one go of it, as removing or expiring does. */
  handOver(exportId: string, objectKey: string): Promise<void>
  dispose(): Promise<void>
}

export async function freshRecords(): Promise<TestRecords> {
  const { url, dispose } = await freshDatabase()
  await migrate(url)
  const knex = openDatabase({ url, applicationName: 'test' })
  const files = knexExportFiles(knex)
  return {
    jobs: knexExportJobs(knex),
    files,
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
    async handOver(exportId, objectKey) {
      await knex('ExportJob').insert({
        id: randomUUID(),
        type: 'SOW',
        fileType: 'CSV',
        status: 'COMPLETED',
        createdById: randomUUID(),
        objectKey,
        reusedFrom: exportId,
      })
      await knex('ExportJob').where({ id: exportId }).update({ deletedAt: knex.fn.now() })
      await files.release(exportId, () => Promise.reject(new Error('Its file is shared')))
    },
    async dispose() {
      await knex.destroy()
      await dispose()
    },
  }
}
