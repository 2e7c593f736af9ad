import { describe, expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import type { RequestedExport } from '../../../contract/index.ts'
import { EXPORTS, removeJob, replaceJob } from './exportsCache.ts'

function job(id: string, title = id): RequestedExport {
  return {
    id,
    type: 'SOW',
    fileType: 'CSV',
    title,
    status: 'PENDING',
    attempt: 1,
    createdAt: null,
    startedAt: null,
    completedAt: null,
    request: { type: 'SOW', fileType: 'CSV' },
    file: null,
    failure: null,
    warnings: {},
  }
}

/** Lists of all jobs, over two pages, and of those with a status. */
function lists() {
  const client = new QueryClient()
  const page = (...ids: string[]) => ({ jobs: ids.map((id) => job(id)), next: null })
  const pages = (...list: ReturnType<typeof page>[]) => ({ pages: list, pageParams: [] })
  client.setQueryData([...EXPORTS, null], pages(page('a', 'b'), page('c')))
  client.setQueryData([...EXPORTS, 'PENDING'], pages(page('c')))
  const titles = (status: string | null) =>
    client
      .getQueryData<ReturnType<typeof pages>>([...EXPORTS, status])
      ?.pages.map(({ jobs }) => jobs.map(({ title }) => title))
  return { client, titles }
}

describe('the lists of exports', () => {
  it('show a job that changed wherever it is listed', () => {
    const { client, titles } = lists()
    replaceJob(client, job('c', 'changed'))
    expect(titles(null)).toEqual([['a', 'b'], ['changed']])
    expect(titles('PENDING')).toEqual([['changed']])
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
