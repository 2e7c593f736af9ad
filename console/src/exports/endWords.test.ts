import { describe, expect, it } from '@jest/globals'
import type { RequestedExport } from '../../../contract/index.ts'
import { endWords } from './endWords.ts'

const JOB: RequestedExport = {
  id: '7',
  type: 'SOW',
  fileType: 'CSV',
  title: 'Active scopes',
  status: 'CANCELLED',
  attempt: 1,
  createdAt: '2026-11-26T04:48:00Z',
  startedAt: null,
  completedAt: '2026-11-26T04:49:00Z',
  request: { type: 'SOW', fileType: 'CSV' },
  file: null,
  failure: null,
  warnings: {},
}

describe('the end of a job in words', () => {
  it('says how many rows a file has', () => {
    const file = {
      name: 'SOW.csv',
      mediaType: 'text/csv',
      rows: 1_200,
      bytes: 9,
      sha256: '',
      snapshotAt: '2026-11-26T04:48:30Z',
      expiresAt: null,
      isExpired: false,
    }
    expect(endWords({ ...JOB, status: 'COMPLETED', file })).toBe(
      '“Active scopes” is ready: 1,200 rows.',
    )
  })

  it('says why a job failed', () => {
    const failure = {
      code: 'TOO_MANY_ROWS',
      message: 'Too many rows.',
      remedy: 'Ask for CSV.',
    } as const
    expect(endWords({ ...JOB, status: 'FAILED', failure })).toBe(
      '“Active scopes” failed. Too many rows.',
    )
  })

  it('says that a job is cancelled', () => {
    expect(endWords(JOB)).toBe('“Active scopes” is cancelled.')
  })
})
