import { expect, test } from '@jest/globals'
import { ExportStatus } from '../contract/index.ts'
import type { DemoJob } from './demoJobs.ts'
import { watchJobs } from './demoProgress.ts'

function job(fileType: string, status: ExportStatus, startedAt: Date | null): DemoJob {
  const empty = {
    warnings: null,
    fileName: null,
    objectKey: null,
    rowCount: null,
    byteCount: null,
    sha256: null,
  }
  const blameless = { errorMessage: null, errorRemedy: null }
  return { id: fileType, type: 'SOW', fileType, status, startedAt, ...empty, ...blameless }
}

const waiting = (fileType: string) => job(fileType, ExportStatus.PENDING, null)
const processing = (fileType: string) => job(fileType, ExportStatus.PENDING, new Date())
const completed = (fileType: string) => job(fileType, ExportStatus.COMPLETED, new Date())

/** Plays the looks at the records one after the other; gives what is written for each. */
async function watch(looks: DemoJob[][], isTTY: boolean, signal = new AbortController().signal) {
  const written: string[] = []
  const remaining = [...looks]
  const last = await watchJobs({
    read: () => Promise.resolve(remaining.shift() ?? []),
    output: { isTTY, write: (text) => written.push(text) },
    signal,
  })
  return { written, last }
}

const LOOKS = [
  [waiting('CSV'), waiting('PDF')],
  [processing('CSV'), waiting('PDF')],
  [completed('CSV'), completed('PDF')],
]

test('writes a line for each change of status where the output is no terminal', async () => {
  const { written, last } = await watch(LOOKS, false)
  expect(written).toEqual([
    'SOW → CSV  waiting\nSOW → PDF  waiting\n',
    'SOW → CSV  processing\n',
    'SOW → CSV  completed\nSOW → PDF  completed\n',
  ])
  expect(last).toBe(LOOKS[2])
})

test('redraws one line for each job on a terminal', async () => {
  const { written } = await watch(LOOKS, true)
  const clear = '\u001B\\[2K'
  expect(written[1]).toMatch(
    new RegExp(
      `^\u001B\\[2A${clear}SOW → CSV  processing 0\\.\\d s\n${clear}SOW → PDF  waiting    0\\.\\d s\n$`,
    ),
  )
})

test('ends when it is interrupted, with the records as they are', async () => {
  const { last } = await watch(LOOKS, false, AbortSignal.abort())
  expect(last).toBe(LOOKS[0])
})
