import { randomUUID } from 'node:crypto'
import type { Message } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type BridgeWorld, bridgeWorld } from '../tests/support/bridgeWorld.ts'
import { eventually } from '../tests/support/eventually.ts'

let world: BridgeWorld
let textWorld: BridgeWorld

beforeAll(async () => {
  ;[world, textWorld] = await Promise.all([bridgeWorld(), bridgeWorld({ idType: 'text' })])
  // Two at once, as in production.
  world.startBridge()
  world.startBridge()
  textWorld.startBridge()
})

afterAll(() => Promise.all([world?.dispose(), textWorld?.dispose()]))

const dataOf = (exportId: string, more: object = {}) => ({
  exportId,
  type: 'SOW',
  fileType: 'XLSX',
  userId: world.userId,
  ...more,
})

/** Waits until the dead-letter queue has the message whose body holds the text. */
function deadLetter(text: string, from = world): Promise<Message> {
  return eventually(async () => {
    const found = (await from.deadLetters()).find(({ Body }) => Body?.includes(text))
    if (!found) throw new Error('The message is not in the dead-letter queue.')
    return found
  })
}

const attributesOf = ({ MessageAttributes: attributes }: Message) => ({
  code: attributes?.FailureCode?.StringValue,
  reason: attributes?.FailureReason?.StringValue,
})

const emptied = () => eventually(async () => expect(await world.depth()).toBe(0))

describe('a valid message', () => {
  it('stores the request, starts the workflow and is deleted', async () => {
    const exportId = await world.insertJob()
    const filters = { search: 'x?' }
    await world.send({ data: dataOf(exportId, { filters, timeZone: 'Asia/Tokyo' }) })
    await emptied()
    expect(await world.job(exportId)).toMatchObject({
      status: 'PENDING',
      request: { type: 'SOW', fileType: 'XLSX', filters, timeZone: 'Asia/Tokyo' },
      tenantId: world.clientId,
      workflowId: `export-${exportId}`,
    })
    const handle = world.client.workflow.getHandle(`export-${exportId}`)
    const description = await handle.describe()
    expect(description).toMatchObject({
      type: 'exportTable',
      taskQueue: world.taskQueue,
      priority: { fairnessKey: world.clientId },
    })
    expect(await description.staticSummary()).toBe('SOW → XLSX')
    expect(await description.staticDetails()).toContain(exportId)
    expect(
      Object.fromEntries(
        description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      ),
    ).toMatchObject({
      ExportType: 'SOW',
      FileType: 'XLSX',
      ExportStatus: 'PENDING',
      ExportTenant: world.clientId,
    })
    const { events } = await handle.fetchHistory()
    const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data
    expect(JSON.parse(Buffer.from(input ?? []).toString())).toEqual({
      exportId,
      attempt: 1,
      type: 'SOW',
      fileType: 'XLSX',
    })
  })

  it('starts one run when it is delivered three times', async () => {
    const exportId = await world.insertJob()
    const data = dataOf(exportId)
    await Promise.all([world.send({ data }), world.send({ data }), world.send({ data })])
    await emptied()
    await eventually(async () => expect(await world.runsOf(`export-${exportId}`)).toBe(1))
  })

  it('starts nothing again when its workflow is over', async () => {
    const exportId = await world.insertJob()
    await world.send({ data: dataOf(exportId) })
    await emptied()
    await world.client.workflow.getHandle(`export-${exportId}`).terminate()
    await world.send({ data: dataOf(exportId) })
    await emptied()
    await eventually(async () => expect(await world.runsOf(`export-${exportId}`)).toBe(1))
    const { status } = await world.client.workflow.getHandle(`export-${exportId}`).describe()
    expect(status.name).toBe('TERMINATED')
  })

  it.each(['COMPLETED', 'FAILED', 'CANCELLED'])(
    'starts nothing for a job that is %s',
    async (status) => {
      const exportId = await world.insertJob({ status })
      await world.send({ data: dataOf(exportId) })
      await emptied()
      expect(await world.runsOf(`export-${exportId}`)).toBe(0)
      expect((await world.job(exportId))?.status).toBe(status)
    },
  )

  it('gives a retry a workflow of its own, and ignores the attempt before', async () => {
    const exportId = await world.insertJob({ attempt: 2 })
    await world.send({ data: dataOf(exportId) })
    await world.send({ data: dataOf(exportId, { attempt: 2 }) })
    await emptied()
    await world.client.workflow.getHandle(`export-${exportId}-2`).describe()
    expect(await world.runsOf(`export-${exportId}`)).toBe(0)
  })

  it('starts one workflow however the uuids are spelled', async () => {
    const exportId = await world.insertJob()
    const userId = world.userId.toUpperCase()
    await world.send({ data: dataOf(exportId.toUpperCase(), { userId }) })
    await emptied()
    await world.client.workflow.getHandle(`export-${exportId}`).describe()
  })

  it('waits for a record that comes late', async () => {
    const id = randomUUID()
    await world.send({ data: dataOf(id) })
    await eventually(() => Promise.resolve(expect(world.log()).toContain('not there yet')))
    await world.insertJob({ id })
    await eventually(() => world.client.workflow.getHandle(`export-${id}`).describe())
    await emptied()
  })
})

describe('a job whose request is stored already', () => {
  const request = { type: 'SOW', fileType: 'XLSX', filters: { search: 'stored' } }
  const insert = (more: object = {}) =>
    world.insertJob({ request: JSON.stringify(request), ...more })

  it.each([
    ['nothing more', {}],
    ['another search', { filters: { search: 'sent' } }],
    ['filters that there are not', { filters: { stauts: 'ACTIVE' } }],
    ['filters, columns and a title that are none', { filters: 'x', columns: [], title: '\n' }],
  ])('starts, and keeps it, when the message asks for %s', async (_, more) => {
    const exportId = await insert()
    await world.send({ data: dataOf(exportId, more) })
    await eventually(() => world.client.workflow.getHandle(`export-${exportId}`).describe())
    await emptied()
    expect(await world.job(exportId)).toMatchObject({
      status: 'PENDING',
      request,
      workflowId: `export-${exportId}`,
      tenantId: world.clientId,
    })
    expect(JSON.stringify(await world.deadLetters())).not.toContain(exportId)
  })

  it('keeps it in its next attempt', async () => {
    const exportId = await insert({ attempt: 2, workflowId: null })
    await world.send({ data: dataOf(exportId, { attempt: 2, filters: [] }) })
    await eventually(() => world.client.workflow.getHandle(`export-${exportId}-2`).describe())
    expect(await world.job(exportId)).toMatchObject({ status: 'PENDING', request })
  })

  it('keeps it, and fails, when the message is another user’s', async () => {
    const exportId = await insert({ createdById: randomUUID() })
    await world.send({ data: dataOf(exportId, { filters: 'x' }) })
    expect(attributesOf(await deadLetter(exportId)).code).toBe('REQUESTER_NOT_ALLOWED')
    expect(await world.job(exportId)).toMatchObject({ status: 'FAILED', request })
  })
})

describe('a message that is refused', () => {
  it('names another user than the job’s: the job fails', async () => {
    const exportId = await world.insertJob({ createdById: randomUUID() })
    await world.send({ data: dataOf(exportId) })
    expect(attributesOf(await deadLetter(exportId)).code).toBe('REQUESTER_NOT_ALLOWED')
    expect(await world.job(exportId)).toMatchObject({
      status: 'FAILED',
      errorCode: 'REQUESTER_NOT_ALLOWED',
    })
    expect(await world.runsOf(`export-${exportId}`)).toBe(0)
  })

  it('names another user than the job’s, which is processed already: the job goes on', async () => {
    const exportId = await world.insertJob({ createdById: randomUUID(), startedAt: new Date() })
    await world.send({ data: dataOf(exportId) })
    await deadLetter(exportId)
    expect((await world.job(exportId))?.status).toBe('PENDING')
  })

  it('names another file type than the job’s: the job fails', async () => {
    const exportId = await world.insertJob({ fileType: 'PDF' })
    await world.send({ data: dataOf(exportId) })
    expect(attributesOf(await deadLetter(exportId)).code).toBe('INVALID_MESSAGE')
    expect((await world.job(exportId))?.status).toBe('FAILED')
  })

  it('is wrong in several fields: the job fails with all of them, the body stays as it was', async () => {
    const exportId = await world.insertJob()
    const body = JSON.stringify({
      message: 'TABLE_EXPORT',
      data: dataOf(exportId, { fileType: 'ODS', timeZone: 'Mars', title: '\u0001' }),
    })
    await world.send({ body })
    const letter = await deadLetter(exportId)
    expect(letter.Body).toBe(body)
    expect(attributesOf(letter)).toEqual({
      code: 'INVALID_MESSAGE',
      reason: expect.stringMatching(/data\.fileType .*data\.timeZone .*data\.title /),
    })
    expect(await world.job(exportId)).toMatchObject({
      status: 'FAILED',
      errorCode: 'INVALID_MESSAGE',
      errorMessage: expect.stringMatching(/data\.fileType .*data\.timeZone .*data\.title /),
      errorRemedy: expect.stringMatching(/./),
    })
  })

  it('is one that Temporal takes from nobody: the job fails', async () => {
    const id = 'x'.repeat(1_200)
    await textWorld.insertJob({ id })
    await textWorld.send({ data: dataOf(id, { userId: textWorld.userId }) })
    const letter = await deadLetter(id, textWorld)
    expect(attributesOf(letter).code).toBe('WORKFLOW_REFUSED')
    expect(await textWorld.job(id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'WORKFLOW_REFUSED',
    })
  })

  it('comes again after its job failed for that, since its bridge may have died: it is put aside', async () => {
    const exportId = await world.insertJob({ status: 'FAILED', errorCode: 'WORKFLOW_REFUSED' })
    await world.send({ data: dataOf(exportId) })
    expect(attributesOf(await deadLetter(exportId)).code).toBe('WORKFLOW_REFUSED')
  })

  it('is poison: the good message behind it is not held up, and no body is logged', async () => {
    const bodies = ['{', '""', 'null', '{"exportId":"x"}']
    for (const body of bodies) await world.send({ body })
    const exportId = await world.insertJob()
    await world.send({ data: dataOf(exportId, { filters: { search: 'hunter2' } }) })
    await eventually(() => world.client.workflow.getHandle(`export-${exportId}`).describe(), 5_000)
    await emptied()
    const letters = (await world.deadLetters()).map(({ Body }) => Body)
    expect(letters).toEqual(expect.arrayContaining(bodies))
    expect(world.log()).not.toContain('hunter2')
  })
})

it('stays in the queue while the dead-letter queue takes nothing', async () => {
  const other = await bridgeWorld()
  const bridge = other.startBridge({ deadLetterQueueUrl: `${other.dlqUrl}-missing` })
  await other.send({ body: '{' })
  await eventually(() => Promise.resolve(expect(other.log()).toContain('could not be settled')))
  expect(await other.depth()).toBe(1)
  await bridge.stop()
  await other.dispose()
})
