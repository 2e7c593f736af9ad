import { expect, it } from '@jest/globals'
import type { ExportStatus, RequestedExport } from '../../../contract/index.ts'
import { watchedIds } from './watched.ts'

function job(id: string, status: ExportStatus): RequestedExport {
  return {
    id,
    type: 'SOW',
    fileType: 'CSV',
    title: 'Scopes of work',
    status,
    attempt: 1,
    createdAt: '2026-11-26T04:48:00Z',
    startedAt: null,
    completedAt: null,
    request: { type: 'SOW', fileType: 'CSV' },
    file: null,
    failure: null,
    warnings: {},
  }
}

it('watches the jobs that are not over', () => {
  const jobs = [job('a', 'PENDING'), job('b', 'COMPLETED'), job('c', 'FAILED'), job('d', 'PENDING')]
  expect(watchedIds(jobs)).toEqual(['a', 'd'])
})

it('watches no more than 50 over one connection', () => {
  const jobs = Array.from({ length: 60 }, (_, index) => job(String(index), 'PENDING'))
  expect(watchedIds(jobs)).toHaveLength(50)
})
