import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from '@jest/globals'
import { pino } from 'pino'
import type { Outbox } from '../stores/index.ts'
import { relayUntil } from './outboxRelay.ts'

type SendDue = Outbox['sendDue']

interface Logged {
  msg: string
  sent?: number
  error?: string
}

/** Runs a relay on an outbox that answers so, one look after the other, then for ever as at last. */
function relay(...looks: [SendDue, ...SendDue[]]) {
  const stopping = new AbortController()
  const bodies: string[] = []
  const logged: Logged[] = []
  let asked = 0
  const [first] = looks
  const done = relayUntil(stopping.signal, {
    outbox: {
      sendDue: (due, send) => (looks[asked++] ?? looks.at(-1) ?? first)(due, send),
    },
    producer: { send: (body) => Promise.resolve(void bodies.push(body)) },
    everyMs: 5,
    logger: pino({}, { write: (line: string) => void logged.push(JSON.parse(line) as Logged) }),
  })
  return {
    bodies,
    logged,
    asked: () => asked,
    async stop() {
      stopping.abort()
      await done
    },
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(1)
}

const sends =
  (count: number): SendDue =>
  async (_, send) => {
    for (let i = 0; i < count; i += 1) await send(`body ${i}`)
    return count
  }
const fails: SendDue = () => Promise.reject(new Error('no queue'))

it('asks for what is due for ten seconds, a hundred at a time', async () => {
  const asked: unknown[] = []
  const relaying = relay((due) => {
    asked.push(due)
    return Promise.resolve(0)
  })
  await until(() => asked.length > 0)
  await relaying.stop()
  expect(asked[0]).toEqual({ olderThanSeconds: 10, limit: 100 })
})

it('sends everything that is due, says how much, and looks again later', async () => {
  const relaying = relay(sends(100), sends(3), sends(0), sends(2), sends(0))
  await until(() => relaying.asked() > 4)
  await relaying.stop()
  expect(relaying.bodies).toHaveLength(105)
  expect(relaying.logged.map(({ sent }) => sent)).toEqual([100, 3, 2])
})

it('goes on after an error, which it tells once until all is well again', async () => {
  const relaying = relay(fails, fails, fails, sends(1), fails, sends(0))
  await until(() => relaying.asked() > 6)
  await relaying.stop()
  expect(relaying.logged.map(({ msg, error = '' }) => `${msg} ${error}`.trim())).toEqual([
    'the outbox could not be sent Error: no queue',
    'messages of the outbox sent',
    'the outbox can be sent again',
    'the outbox could not be sent Error: no queue',
    'the outbox can be sent again',
  ])
})

it('ends what it has begun, and no more, when it is stopped', async () => {
  const sending = Promise.withResolvers<number>()
  const relaying = relay(() => sending.promise)
  const stopped = relaying.stop().then(() => 'stopped')
  expect(await Promise.race([stopped, sleep(20, 'sending')])).toBe('sending')
  sending.resolve(100)
  await stopped
  expect(relaying.asked()).toBe(1)
})
