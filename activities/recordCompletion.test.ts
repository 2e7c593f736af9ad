/**
 * The record says how long the file is kept, and where its rows came from, of older files too. Who is
 * told of it holds it up in nothing.
 */
import { expect, it } from '@jest/globals'
import { ReadFrom } from '../contract/index.ts'
import { type Completion, knexExportJobs, knexReuseIndex, openDatabase } from '../stores/index.ts'
import { anEndedExport } from '../tests/support/endedExport.ts'
import { createRecordCompletion } from './recordCompletion.ts'
import type { RenderedFile } from './renderFile.ts'

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

/** Records a completion whose jobs and schedules are found so. */
async function recorded(
  file: RenderedFile,
  {
    records,
    schedules,
  }: Pick<Parameters<typeof createRecordCompletion>[0], 'records' | 'schedules'>,
) {
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
    records,
    schedules,
    mailer: undefined,
  })
  const end = await recordCompletion({ exportId: 'e', attempt: 1 }, file)
  return { end, completions }
}

const NONE = { find: () => Promise.resolve(undefined) }

it.each([
  ['the replica', { ...FILE, readFrom: ReadFrom.REPLICA }, 'REPLICA'],
  ['the primary', { ...FILE, readFrom: ReadFrom.PRIMARY }, 'PRIMARY'],
  ['nothing that it named, in version 0.1', FILE, 'PRIMARY'],
])('records a file that was read from %s', async (_, file, readFrom) => {
  const { end, completions } = await recorded(file, { records: NONE, schedules: NONE })
  expect(completions).toMatchObject([{ readFrom, rowCount: 7, retentionHours: 36 }])
  expect(end).toEqual({ hasNotices: false })
})

it('is done, and has people told, though nobody can find out who is', async () => {
  const denied = { find: () => Promise.reject(new Error('permission denied for "ExportSchedule"')) }
  const record = anEndedExport({ id: 'e', scheduleId: 's-1' })
  const records = { find: () => Promise.resolve(record) }
  const { end, completions } = await recorded(FILE, { records, schedules: denied })
  expect(completions).toHaveLength(1)
  expect(end).toEqual({ hasNotices: true })
})
