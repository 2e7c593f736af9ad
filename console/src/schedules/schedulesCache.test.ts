import { expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import { SCHEDULE_ID, scheduleOf } from '../../../tests/support/scheduleSamples.ts'
import { removeSchedule, replaceSchedule, SCHEDULE_LIST, scheduleKey } from './schedulesCache.ts'

function clientWith(ids: readonly string[]): QueryClient {
  const client = new QueryClient()
  const schedules = ids.map((id) => scheduleOf({ id, name: 'Before' }))
  client.setQueryData(SCHEDULE_LIST, {
    pages: [{ schedules, next: null }],
    pageParams: [null],
  })
  return client
}

const listed = (client: QueryClient) =>
  client
    .getQueryData<{ pages: { schedules: { id: string; name: string }[] }[] }>(SCHEDULE_LIST)
    ?.pages.flatMap(({ schedules }) => schedules.map(({ id, name }) => [id, name]))

it('replaces a schedule where it is listed and where it is seen alone', () => {
  const client = clientWith([SCHEDULE_ID, 'other'])
  const changed = scheduleOf({ name: 'After' })
  replaceSchedule(client, changed)
  expect(listed(client)).toEqual([
    [SCHEDULE_ID, 'After'],
    ['other', 'Before'],
  ])
  expect(client.getQueryData(scheduleKey(SCHEDULE_ID))).toEqual(changed)
})

it('takes a schedule out of the list', () => {
  const client = clientWith([SCHEDULE_ID, 'other'])
  removeSchedule(client, SCHEDULE_ID)
  expect(listed(client)).toEqual([['other', 'Before']])
})

it('makes no list where none was loaded', () => {
  const client = new QueryClient()
  replaceSchedule(client, scheduleOf())
  expect(listed(client)).toBeUndefined()
})
