import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from '@jest/globals'
import type { ExportEvent } from '../contract/index.ts'
import { COMPLETED_JOB } from '../tests/support/fakeExportData.ts'
import { EventPositions } from './eventIds.ts'
import { openEventStream } from './eventStream.ts'

it('begins when nothing has happened for a while', async () => {
  const ending = new AbortController()
  const body = await openEventStream({
    async *watch(signal): AsyncGenerator<ExportEvent> {
      yield* []
      await once(signal, 'abort')
    },
    positions: new EventPositions([COMPLETED_JOB.id]),
    signal: ending.signal,
    failed: (error) => {
      throw error
    },
    firstEventMs: 50,
  })
  expect(String(body.read())).toBe('retry: 2000\n\n')
  ending.abort()
  expect(await text(body)).toBe('')
})

it('shows signs of life while nothing happens', async () => {
  const body = await openEventStream({
    async *watch(): AsyncGenerator<ExportEvent> {
      yield { kind: 'end', job: COMPLETED_JOB }
      await sleep(220)
    },
    positions: new EventPositions([COMPLETED_JOB.id]),
    signal: new AbortController().signal,
    failed: (error) => {
      throw error
    },
    keepAliveMs: 50,
  })
  const [head = '', signs] = (await text(body)).split(JSON.stringify(COMPLETED_JOB))
  expect(head).toBe('retry: 2000\n\nid: 1.end\nevent: end\ndata: ')
  expect(signs).toMatch(/^\n\n(: keep-alive\n\n){2,4}$/)
})
