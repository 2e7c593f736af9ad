import { describe, expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import type { ExportStatus, RequestedExport } from '../../../contract/index.ts'
import { jobOf } from '../../../tests/support/requestedJobs.ts'
import { listKey, removeJob, replaceJob } from './exportsCache.ts'

const job = (id: string, over?: Partial<RequestedExport>) => jobOf({ id, title: id, ...over })

/** Lists of all jobs, over two pages, and of those with a status. */
function lists() {
  const client = new QueryClient()
  const page = (...ids: string[]) => ({ jobs: ids.map((id) => job(id)), next: null })
  const pages = (...list: ReturnType<typeof page>[]) => ({ pages: list, pageParams: [] })
  client.setQueryData(listKey(null), pages(page('a', 'b'), page('c')))
  client.setQueryData(listKey('PENDING'), pages(page('c')))
  const titles = (status: ExportStatus | null) =>
    client
      .getQueryData<ReturnType<typeof pages>>(listKey(status))
      ?.pages.map(({ jobs }) => jobs.map(({ title }) => title))
  return { client, titles }
}

describe('the lists of exports', () => {
  it('show a job that changed wherever it is listed', () => {
    const { client, titles } = lists()
    replaceJob(client, job('c', { title: 'changed' }))
    expect(titles(null)).toEqual([['a', 'b'], ['changed']])
    expect(titles('PENDING')).toEqual([['changed']])
  })

  it('lose a job whose status is no longer the one they list', () => {
    const { client, titles } = lists()
    replaceJob(client, job('c', { status: 'COMPLETED' }))
    expect([titles(null), titles('PENDING')]).toEqual([[['a', 'b'], ['c']], [[]]])
  })

  it('take no job in that they do not have', () => {
    const { client, titles } = lists()
    replaceJob(client, job('d'))
    expect(titles(null)).toEqual([['a', 'b'], ['c']])
  })

  it('lose a job that is removed', () => {
    const { client, titles } = lists()
    removeJob(client, 'c')
    expect([titles(null), titles('PENDING')]).toEqual([[['a', 'b'], []], [[]]])
  })
})
