/** Starts stacks of its own, since it stops and kills them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { Connection, Client as TemporalClient } from '@temporalio/client'
import { Client } from 'pg'
import {
  type PartDeath,
  type StackAddresses,
  type StackOptions,
  s3Client,
  sqsClient,
  startStack,
} from './index.ts'

jest.setTimeout(180_000)

let directory: string
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-restart-'))
})

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await rm(directory, { recursive: true, force: true })
})

async function start(options: StackOptions = {}) {
  const stack = await startStack({ directory, ...options })
  stops.push(() => stack.stop())
  return stack
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

async function fill(addresses: StackAddresses): Promise<void> {
  await sql(addresses.databaseUrl, `create table kept as select 'row' as what`)
  const s3 = s3Client(addresses)
  await s3.send(new PutObjectCommand({ Bucket: addresses.bucket, Key: 'kept', Body: 'object' }))
  s3.destroy()
  const sqs = sqsClient(addresses)
  await sqs.send(new SendMessageCommand({ QueueUrl: addresses.queueUrl, MessageBody: 'message' }))
  sqs.destroy()
  const connection = await Connection.connect({ address: addresses.temporalAddress })
  const temporal = new TemporalClient({ connection, namespace: addresses.temporalNamespace })
  await temporal.workflow.start('waits', { workflowId: 'kept', taskQueue: 'nobody' })
  await connection.close()
}

async function readBack(addresses: StackAddresses): Promise<unknown[]> {
  const [row] = await sql(addresses.databaseUrl, 'select what from kept')
  const s3 = s3Client(addresses)
  const object = await s3.send(new GetObjectCommand({ Bucket: addresses.bucket, Key: 'kept' }))
  const body = await object.Body?.transformToString()
  s3.destroy()
  const sqs = sqsClient(addresses)
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: addresses.queueUrl }),
  )
  sqs.destroy()
  const connection = await Connection.connect({ address: addresses.temporalAddress })
  const temporal = new TemporalClient({ connection, namespace: addresses.temporalNamespace })
  const { status } = await temporal.workflow.getHandle('kept').describe()
  await connection.close()
  return [row, body, messages.map(({ Body }) => Body), status.name]
}

const FILLED = [{ what: 'row' }, 'object', ['message'], 'RUNNING']

/** Ids of the processes whose command line or environment names the directory. */
async function processesOf(path: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const texts = ids.map(async (id) =>
    Promise.all([
      readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''),
      readFile(`/proc/${id}/environ`, 'utf8').catch(() => ''),
      readlink(`/proc/${id}/cwd`).catch(() => ''),
    ]),
  )
  const found = (await Promise.all(texts)).map((parts) => parts.join(' ').includes(path))
  return ids.filter((id, index) => found[index] && id !== process.pid)
}

/** Local addresses on which the processes listen, as /proc/net shows them. */
async function listeningAddresses(ids: number[]): Promise<string[]> {
  const sockets = new Set<string>()
  for (const id of ids) {
    for (const handle of await readdir(`/proc/${id}/fd`)) {
      const target = await readlink(`/proc/${id}/fd/${handle}`).catch(() => '')
      if (target.startsWith('socket:[')) sockets.add(target.slice(8, -1))
    }
  }
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  )
  const lines = tables.flatMap((table) => table.trim().split('\n').slice(1))
  const columns = lines.map((line) => line.trim().split(/\s+/))
  const LISTENING = '0A'
  const ours = columns.filter((column) => column[3] === LISTENING && sockets.has(column[9] ?? ''))
  return [...new Set(ours.map((column) => column[1]?.split(':')[0] ?? ''))]
}

test('keeps rows, objects, messages, workflows and addresses over a restart', async () => {
  const first = await start()
  await fill(first.addresses)
  await first.stop()
  const second = await start()
  expect(second.addresses).toEqual(first.addresses)
  expect(await readBack(second.addresses)).toEqual(FILLED)
})

test('forgets everything but the addresses when it starts fresh', async () => {
  const first = await start()
  await fill(first.addresses)
  await first.stop()
  const second = await start({ fresh: true })
  expect(second.addresses.queueUrl).toBe(first.addresses.queueUrl)
  // What can be made again is not there.
  await fill(second.addresses)
  expect(await readBack(second.addresses)).toEqual(FILLED)
})

test('listens on 127.0.0.1 alone, and leaves no process when it is stopped', async () => {
  const stack = await start()
  const ids = await processesOf(directory)
  expect(ids.length).toBeGreaterThanOrEqual(3)
  // The kernel writes 127.0.0.1 with its bytes reversed.
  expect(await listeningAddresses(ids)).toEqual(['0100007F'])
  await stack.stop()
  expect(await processesOf(directory)).toEqual([])
})

test('reports a part that was killed, with the path of its log', async () => {
  const died = Promise.withResolvers<PartDeath>()
  await start({ onDeath: died.resolve })
  const lines = await Promise.all(
    (await processesOf(directory)).map(async (id) => ({
      id,
      command: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''),
    })),
  )
  process.kill(lines.find(({ command }) => command.includes('ministack'))?.id ?? 0, 'SIGKILL')
  const logFile = join(directory, 'logs', 'ministack.log')
  expect(await died.promise).toEqual({
    part: 'ministack',
    exit: { code: null, signal: 'SIGKILL' },
    logFile,
    message: `ministack ended with signal SIGKILL and is not started again: stop, and start anew. Its log is ${logFile}.`,
  })
})

test('refuses a directory over which another process runs a stack, and takes it over when that process was killed', async () => {
  const program = `
    import { startStack } from '${fileURLToPath(new URL('index.ts', import.meta.url))}'
    const { addresses } = await startStack({ directory: '${directory}' })
    process.stdout.write(JSON.stringify(addresses))`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  await expect(start()).rejects.toMatchObject({ code: 'STACK_IN_USE' })
  other.kill('SIGKILL')
  await once(other, 'exit')
  const stack = await start()
  await fill(stack.addresses)
  expect(await readBack(stack.addresses)).toEqual(FILLED)
})

test('stops what it started when a part dies at its start, and says where its log is', async () => {
  await writeFile(join(directory, 'postgres.initialised'), '')
  await expect(start()).rejects.toMatchObject({
    code: 'PART_DIED',
    remedy: expect.stringContaining(join(directory, 'logs', 'postgres.log')),
  })
  expect(await processesOf(directory)).toEqual([])
})
