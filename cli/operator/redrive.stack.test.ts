import { randomUUID } from 'node:crypto'
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { sqsClient } from '../../stack/index.ts'
import { sqsQueue } from '../../stores/index.ts'
import { type BridgeWorld, bridgeWorld } from '../../tests/support/bridgeWorld.ts'
import { operatorEnvironment, runCommand, startCommand } from '../../tests/support/commandLine.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { freshQueues, stackAddresses } from '../../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../../tests/support/tcpProxy.ts'
import { DeadLetterQueue } from './redrive/deadLetterQueue.ts'

let world: BridgeWorld
let sqs: SQSClient
let queues: Awaited<ReturnType<typeof freshQueues>>
let proxy: TcpProxy

beforeAll(async () => {
  world = await bridgeWorld()
  sqs = sqsClient(stackAddresses())
})

afterAll(async () => {
  await world?.dispose()
  sqs?.destroy()
})

beforeEach(async () => {
  queues = await freshQueues()
  proxy = await tcpProxy(new URL(stackAddresses().sqsEndpoint).host)
})

afterEach(async () => {
  await queues.dispose()
  await proxy.close()
})

const bodyOf = (exportId: string, more: object = {}) =>
  JSON.stringify({
    message: 'TABLE_EXPORT',
    data: { exportId, type: 'SOW', fileType: 'XLSX', userId: world.userId, ...more },
  })

async function putAside(body: string, code = 'UNKNOWN_JOB', message = 'No such job.') {
  const urls = { queueUrl: queues.queueUrl, deadLetterQueueUrl: queues.dlqUrl }
  await sqsQueue(sqs, urls).sendToDeadLetters({ body, receiptHandle: '' }, { code, message })
}

/** Bodies of what can be received now, sorted. What is received is visible again at once. */
async function visibleIn(queueUrl: string): Promise<string[]> {
  const bodies = new Map<string, string>()
  for (let empty = 0; empty < 2; ) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
      }),
    )
    const known = bodies.size
    for (const { MessageId: id = '', Body: body = '' } of messages) bodies.set(id, body)
    if (bodies.size === known) empty += 1
  }
  return [...bodies.values()].sort()
}

const env = (own: Record<string, string> = {}) =>
  operatorEnvironment({
    EXPORT_QUEUE_URL: queues.queueUrl,
    EXPORT_DLQ_URL: queues.dlqUrl,
    DATABASE_URL: world.databaseUrl,
    ...own,
  })

const redrive = (...args: string[]) => runCommand(['redrive', ...args], env())

describe('exports redrive', () => {
  it('says what is there and why, and with --dry-run leaves it there', async () => {
    const waiting = await world.insertJob()
    const failed = await world.insertJob({ status: 'FAILED' })
    const bodies = [bodyOf(waiting), bodyOf(failed), bodyOf(randomUUID()), 'no JSON']
    await putAside(bodyOf(waiting))
    await putAside(bodyOf(failed), 'INVALID_REQUEST', 'The filter status is wrong.')
    await putAside(bodies[2] ?? '')
    await putAside('no JSON', 'INVALID_MESSAGE', 'The message is not JSON.')
    const { code, lines, stderr } = await redrive('--dry-run')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const letterOf = (exportId: string | null) =>
      lines.find((line) => line['kind'] === 'deadLetter' && line['exportId'] === exportId)
    expect(letterOf(waiting)).toMatchObject({
      attempt: 1,
      failureCode: 'UNKNOWN_JOB',
      failureReason: 'No such job.',
      receiveCount: 1,
      willHelp: true,
    })
    expect(letterOf(failed)).toMatchObject({
      failureCode: 'INVALID_REQUEST',
      willHelp: false,
      advice: expect.stringContaining('no request to run again: ask for a new export'),
    })
    expect(letterOf(null)).toMatchObject({ failureCode: 'INVALID_MESSAGE', willHelp: false })
    expect(lines.at(-1)).toEqual({ kind: 'summary', seen: 4, chosen: 4, sentBack: 0 })
    expect(await visibleIn(queues.dlqUrl)).toEqual(bodies.sort())
    expect(await visibleIn(queues.queueUrl)).toEqual([])
  })

  it('sends back what is chosen, unchanged, and makes the others visible again', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    const odd = `${bodyOf(first)}\n `
    await putAside(odd)
    await putAside(bodyOf(second), 'INTERNAL_ERROR', 'Odd.')
    const { code, lines } = await redrive('--yes', '--code', 'UNKNOWN_JOB')
    expect(code).toBe(0)
    expect(lines.at(-1)).toEqual({ kind: 'summary', seen: 2, chosen: 1, sentBack: 1 })
    expect(await visibleIn(queues.queueUrl)).toEqual([odd])
    expect(await visibleIn(queues.dlqUrl)).toEqual([bodyOf(second)])
    await redrive('--yes', '--export-id', second)
    expect(await visibleIn(queues.dlqUrl)).toEqual([])
  })

  it('says of a message that SQS moved that nobody decided, and gives its body back', async () => {
    const exportId = await world.insertJob()
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queues.queueUrl, MessageBody: bodyOf(exportId) }),
    )
    const receive = () =>
      sqs.send(new ReceiveMessageCommand({ QueueUrl: queues.queueUrl, VisibilityTimeout: 0 }))
    for (let receives = 0; receives < 6; receives += 1) await receive()
    const { lines } = await redrive('--yes', '--code', 'NONE')
    expect(lines[0]).toMatchObject({
      exportId,
      failureCode: null,
      failureReason: expect.stringContaining('SQS moved it after too many receives'),
      willHelp: true,
    })
    expect(await visibleIn(queues.queueUrl)).toEqual([bodyOf(exportId)])
  })

  it('sends 25 back, ten receives at a time, each once', async () => {
    const bodies = Array.from({ length: 25 }, () => bodyOf(randomUUID()))
    await Promise.all(bodies.map((body) => putAside(body)))
    const { lines } = await redrive('--yes')
    expect(lines.at(-1)).toEqual({ kind: 'summary', seen: 25, chosen: 25, sentBack: 25 })
    expect(await visibleIn(queues.queueUrl)).toEqual(bodies.sort())
    expect(await visibleIn(queues.dlqUrl)).toEqual([])
  })

  it('chooses --limit messages, and the rest stays', async () => {
    await Promise.all(Array.from({ length: 5 }, () => putAside(bodyOf(randomUUID()))))
    const { lines } = await redrive('--yes', '--limit', '2')
    expect(lines.at(-1)).toMatchObject({ chosen: 2, sentBack: 2 })
    expect(await visibleIn(queues.dlqUrl)).toHaveLength(3)
  })

  it('loses nothing when it is killed between sending and deleting', async () => {
    await putAside(bodyOf(randomUUID()))
    proxy.holdRequestsWith('DeleteMessage')
    const command = startCommand(['redrive', '--yes'], throughProxy())
    await eventually(async () => expect(await visibleIn(queues.queueUrl)).toHaveLength(1))
    command.kill('SIGKILL')
    expect((await command.ended).code).toBeNull()
    // The letter is held for two minutes at most; its receipt died with the process.
    expect(await heldIn(queues.dlqUrl)).toBe(1)
  })

  it('makes everything visible again on Ctrl-C, and says so', async () => {
    await putAside(bodyOf(randomUUID()))
    await putAside(bodyOf(randomUUID()))
    proxy.holdRequestsWith('MessageBody')
    const command = startCommand(['redrive', '--yes', '--limit', '2'], throughProxy())
    await eventually(() =>
      Promise.resolve(expect(command.output().match(/deadLetter/g)).toHaveLength(2)),
    )
    command.kill('SIGINT')
    const { code, stderr } = await command.ended
    expect(code).toBe(130)
    expect(stderr).toContain('in the dead-letter queue as before')
    expect(await visibleIn(queues.dlqUrl)).toHaveLength(2)
    expect(await visibleIn(queues.queueUrl)).toEqual([])
  })

  const VISIBILITY_SECONDS = 2

  it('holds what it has seen for as long as somebody thinks', async () => {
    const body = bodyOf(randomUUID())
    await putAside(body)
    const urls = { queueUrl: queues.queueUrl, deadLetterQueueUrl: queues.dlqUrl }
    const held = new DeadLetterQueue(sqs, urls, {
      visibilitySeconds: VISIBILITY_SECONDS,
      extendEveryMs: 500,
    })
    const { signal } = new AbortController()
    for await (const letter of held.receive(signal)) {
      await outlasted(VISIBILITY_SECONDS + 1)
      expect(await visibleIn(queues.dlqUrl)).toEqual([])
      expect(await held.sendBack(letter, signal)).toBe(true)
      break
    }
    expect(await held.release()).toBe(0)
    expect(await visibleIn(queues.queueUrl)).toEqual([body])
  })

  it('makes everything visible again when nobody reads what it says', async () => {
    await putAside(bodyOf(randomUUID()))
    const command = startCommand(['redrive', '--dry-run'], env())
    command.stopReading()
    expect(await command.ended).toMatchObject({ code: 141, stderr: '' })
    expect(await visibleIn(queues.dlqUrl)).toHaveLength(1)
  })

  it('makes everything visible again when the queue is gone', async () => {
    await putAside(bodyOf(randomUUID()))
    const away = env({ EXPORT_QUEUE_URL: `${queues.queueUrl}-gone` })
    const { code, stderr } = await runCommand(['redrive', '--yes', '--json'], away)
    expect(code).toBe(9)
    expect(JSON.parse(stderr)).toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
    expect(await visibleIn(queues.dlqUrl)).toHaveLength(1)
  })

  it('asks nobody where nobody is: wrong usage, and nothing is received', async () => {
    await putAside(bodyOf(randomUUID()))
    const { code, stderr, stdout } = await redrive()
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--yes or --dry-run')
  })
})

function throughProxy() {
  const through = (url: string) => url.replace(/\/\/[^/]+/, `//${proxy.address}`)
  return env({
    AWS_ENDPOINT_URL_SQS: `http://${proxy.address}`,
    EXPORT_QUEUE_URL: through(queues.queueUrl),
    EXPORT_DLQ_URL: through(queues.dlqUrl),
  })
}

/** Until a message that nobody holds on to, taken now for so many seconds, is visible again. */
async function outlasted(seconds: number): Promise<void> {
  const other = await freshQueues()
  const QueueUrl = other.queueUrl
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'taken' }))
  await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: seconds }))
  expect(await visibleIn(QueueUrl)).toEqual([])
  await eventually(async () => expect(await visibleIn(QueueUrl)).toEqual(['taken']))
  await other.dispose()
}

/** Messages that are there, but invisible. */
async function heldIn(queueUrl: string): Promise<number> {
  const { Attributes: counts } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  )
  return Number(counts?.ApproximateNumberOfMessagesNotVisible)
}
