/** Finished files become known for as long as they may be reused; what fails there fails no step. */
import { expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger, type LogEntry } from '@temporalio/worker'
import { knexExportJobs, openDatabase } from '../stores/index.ts'
import { rememberFile } from './rememberFile.ts'

type Remembered = [digest: string, exportId: string, seconds: number]

/** What is remembered of export `e` with such a digest, and what is logged. */
async function remembering(
  reuseDigestOf: () => Promise<string | undefined>,
  retentionHours: number,
): Promise<{ remembered: Remembered[]; logged: string[] }> {
  const remembered: Remembered[] = []
  const logged: string[] = []
  // Connects when first used, which is never.
  const knex = openDatabase({ url: 'postgres://u:p@127.0.0.1:1/d', applicationName: 'test' })
  const logger = new DefaultLogger('WARN', ({ message }: LogEntry) => void logged.push(message))
  await new MockActivityEnvironment({}, { logger }).run(() =>
    rememberFile(
      {
        jobs: { ...knexExportJobs(knex), reuseDigestOf },
        retentionHours,
        reuse: {
          remember: async (digest, exportId, { seconds }) =>
            void remembered.push([digest, exportId, seconds]),
          find: () => Promise.resolve(undefined),
          close: () => Promise.resolve(),
        },
      },
      'e',
    ),
  )
  return { remembered, logged }
}

it.each([
  [2, 7_200],
  [168, 604_800],
  [1_000, 604_800],
  [0, 604_800],
])('a file that is kept for %d hours is known for %d seconds', async (hours, seconds) => {
  const { remembered, logged } = await remembering(() => Promise.resolve('d1'), hours)
  expect(remembered).toEqual([['d1', 'e', seconds]])
  expect(logged).toEqual([])
})

it('a file without a digest is told nobody', async () => {
  expect(await remembering(() => Promise.resolve(undefined), 2)).toEqual({
    remembered: [],
    logged: [],
  })
})

it('a database that can’t be asked costs a line of the log', async () => {
  const { remembered, logged } = await remembering(() => Promise.reject(new Error('away')), 2)
  expect(remembered).toEqual([])
  expect(logged).toEqual(['the file is not known to later requests'])
})
