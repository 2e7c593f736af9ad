import { expect, it } from '@jest/globals'
import type { ExportStatus } from '../../../contract/index.ts'
import { jobOf } from '../../../tests/support/requestedJobs.ts'
import { watchedIds } from './watched.ts'

const job = (id: string, status: ExportStatus) => jobOf({ id, status })

it('watches the jobs that are not over', () => {
  const jobs = [job('a', 'PENDING'), job('b', 'COMPLETED'), job('c', 'FAILED'), job('d', 'PENDING')]
  expect(watchedIds(jobs)).toEqual(['a', 'd'])
})

it('watches no more than 50 over one connection', () => {
  const jobs = Array.from({ length: 60 }, (_, index) => job(String(index), 'PENDING'))
  expect(watchedIds(jobs)).toHaveLength(50)
})
