/** How notices are delivered beside each other, with activities that only say what they were asked. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ApplicationFailure } from '@temporalio/common'
import type { Activities } from '../activities/index.ts'
import { type NoticeSubject, SEND_NOTICES } from '../contract/index.ts'
import { openTemporal, type TestTemporal } from '../tests/support/temporal.ts'
import type { sendNotices } from './index.ts'

let temporal: TestTemporal

beforeAll(async () => {
  temporal = await openTemporal()
})
afterAll(() => temporal.dispose())

async function send(activities: Pick<Activities, 'planNotices' | 'deliverNotice'>) {
  const undelivered: string[] = []
  const exportId = randomUUID()
  const subject: NoticeSubject = { kind: 'EXPORT', exportId, attempt: 2 }
  const all = {
    ...activities,
    recordUndelivered: async ({ noticeId }: { noticeId: string }) =>
      void undelivered.push(noticeId),
  }
  const workflowId = `notices-export-${exportId}`
  const result = await temporal.withWorker(all, () =>
    temporal.client.workflow.execute<typeof sendNotices>(SEND_NOTICES, {
      workflowId,
      taskQueue: temporal.taskQueue,
      args: [subject],
    }),
  )
  return { result, undelivered, workflowId }
}

test('delivers what was planned, and keeps none back for one that can’t be', async () => {
  const delivered: string[] = []
  const { result, undelivered } = await send({
    planNotices: async () => ({ noticeIds: ['a', 'b', 'c'] }),
    deliverNotice: async ({ noticeId }) => {
      if (noticeId === 'a') throw ApplicationFailure.nonRetryable('For three days nobody answered')
      if (noticeId === 'b') return { outcome: 'GIVEN_UP' }
      delivered.push(noticeId)
      return { outcome: 'DELIVERED' }
    },
  })
  expect(result).toEqual({ delivered: 1, givenUp: 2 })
  expect(delivered).toEqual(['c'])
  expect(undelivered).toEqual(['a'])
})

test('delivers one that waits for its next try after the others', async () => {
  const tries: string[] = []
  const { result, undelivered } = await send({
    planNotices: async () => ({ noticeIds: ['slow', 'quick'] }),
    deliverNotice: async ({ noticeId }) => {
      tries.push(noticeId)
      if (noticeId === 'slow' && tries.filter((tried) => tried === 'slow').length < 3) {
        throw ApplicationFailure.create({ message: 'Not now', nextRetryDelay: '200ms' })
      }
      return { outcome: 'DELIVERED' }
    },
  })
  expect(result).toEqual({ delivered: 2, givenUp: 0 })
  expect(tries.toSorted()).toEqual(['quick', 'slow', 'slow', 'slow'])
  expect(tries.at(-1)).toBe('slow')
  expect(undelivered).toEqual([])
})

test('is over at once where nobody is to be told', async () => {
  const { result } = await send({
    planNotices: async () => ({ noticeIds: [] }),
    deliverNotice: async () => ({ outcome: 'DELIVERED' }),
  })
  expect(result).toEqual({ delivered: 0, givenUp: 0 })
})

test('lets whatever an export waits for go first', async () => {
  const { workflowId } = await send({
    planNotices: async () => ({ noticeIds: ['a'] }),
    deliverNotice: async () => ({ outcome: 'DELIVERED' }),
  })
  const { events } = await temporal.client.workflow.getHandle(workflowId).fetchHistory()
  const priorities = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: step }) =>
    step ? [[step.activityType?.name, step.priority?.priorityKey]] : [],
  )
  // Fetches and renderings have none, which is 3.
  expect(priorities).toEqual([
    ['planNotices', 1],
    ['deliverNotice', 5],
  ])
})
