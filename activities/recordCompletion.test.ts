/** The record says how long the file is kept, and where its rows came from, of older files too. */
import { expect, it } from '@jest/globals'
import { ReadFrom } from '../contract/index.ts'
import { type Completion, knexExportJobs, knexReuseIndex, openDatabase } from '../stores/index.ts'
import { createRecordCompletion } from './recordCompletion.ts'

const FILE = {
  key: 'exports/e/1-t/SOW.csv',
  uploadId: 'u',
  token: 't',
  fileName: 'SOW.csv',
  mediaType: 'text/csv',
  rows: 7,
  snapshotAt: '2026-11-25T12:00:00.000Z',
  parts: 1,
  bytes: 99,
  sha256: 'ab',
  crc32: 'AAAAAA==',
  warnings: {},
}

it.each([
  ['the replica', { ...FILE, readFrom: ReadFrom.REPLICA }, 'REPLICA'],
  ['the primary', { ...FILE, readFrom: ReadFrom.PRIMARY }, 'PRIMARY'],
  ['nothing that it named, in version 0.1', FILE, 'PRIMARY'],
])('records a file that was read from %s', async (_, file, readFrom) => {
  const completions: Completion[] = []
  // Connects when first used, which is never.
  const knex = openDatabase({ url: 'postgres://u:p@127.0.0.1:1/d', applicationName: 'test' })
  const jobs = {
    ...knexExportJobs(knex),
    reuseDigestOf: () => Promise.resolve(undefined),
    recordCompletion: (_key: unknown, completion: Completion) => {
      completions.push(completion)
      return Promise.resolve(true)
    },
  }
  const recordCompletion = createRecordCompletion({
    jobs,
    retentionHours: 36,
    reuse: knexReuseIndex(knex),
    fileUrlOf: (_id, key) => key,
    records: { find: () => Promise.resolve(undefined) },
    schedules: { find: () => Promise.resolve(undefined) },
    mailer: undefined,
  })
  await recordCompletion({ exportId: 'e', attempt: 1 }, file)
  expect(completions).toMatchObject([{ readFrom, rowCount: 7, retentionHours: 36 }])
})
