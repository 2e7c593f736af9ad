/** What an export leaves behind: the record, the object, one workflow; and refusals. */
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { s3Client } from '../../stack/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { sha256 } from '../support/digest.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { stackAddresses } from '../support/stack.ts'

describe('an export', () => {
  let pipeline: Pipeline

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 3_000 })
    await pipeline.start('bridge')
    await pipeline.start('worker', { EXPORT_PDF_MAX_ROWS: '2000' })
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  const count = (rows: number) => rows.toLocaleString('en')

  async function run(job: Parameters<Pipeline['insertJob']>[0], data = {}) {
    const exportId = await pipeline.insertJob(job)
    await pipeline.send(exportId, data)
    const record = await pipeline.untilOver(exportId)
    const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    await handle.result().catch(() => undefined)
    return { exportId, record, handle }
  }

  it('tells its record and its object what the file is', async () => {
    const { exportId, record } = await run({ fileType: 'XLSX' })
    const file = await pipeline.file(exportId)
    const bucket = String(record['fileUrl']).split('/')[2]
    const head = await s3Client(stackAddresses()).send(
      new HeadObjectCommand({ Bucket: bucket, Key: String(record['objectKey']) }),
    )
    const day = (record['snapshotAt'] as Date).toISOString().slice(0, 10)
    const fileName = `SOW-${day}-${exportId.slice(0, 8)}.xlsx`

    expect(record).toMatchObject({
      status: 'COMPLETED',
      rowCount: String(pipeline.visibleRows),
      byteCount: String(file.length),
      sha256: sha256(file),
      fileName,
      fileUrl: `s3://${bucket}/${String(record['objectKey'])}`,
      workflowId: `export-${exportId}`,
      attempt: 1,
      errorCode: null,
    })
    expect(record['objectKey']).toMatch(
      new RegExp(`^exports/${exportId}/1-[0-9a-f]{16}/${fileName}$`),
    )
    expect(head.ContentType).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    expect(head.ContentDisposition).toContain(`filename="${fileName}"`)
    expect(head.Metadata).toMatchObject({
      'export-id': exportId,
      attempt: '1',
      rows: String(pipeline.visibleRows),
      'snapshot-at': (record['snapshotAt'] as Date).toISOString(),
    })
  })

  it('runs once when its message comes three times', async () => {
    const exportId = await pipeline.insertJob()
    await Promise.all([1, 2, 3].map(() => pipeline.send(exportId)))
    const { objectKey } = await pipeline.untilOver(exportId)
    await pipeline.send(exportId)
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()

    expect(await pipeline.objects.list(`exports/${exportId}/`)).toEqual([objectKey])
    const runs = await Array.fromAsync(
      pipeline.temporal.workflow.list({ query: `WorkflowId = 'export-${exportId}'` }),
    )
    expect(runs).toHaveLength(1)
  })

  it('shows operators what it is and how it went, and nobody’s name', async () => {
    const { exportId, handle } = await run({ fileType: 'CSV' })
    const description = await handle.describe()
    expect(description.searchAttributes).toMatchObject({
      ExportType: ['SOW'],
      FileType: ['CSV'],
      ExportStatus: ['COMPLETED'],
      ExportRows: [pipeline.visibleRows],
    })
    expect(await description.staticSummary()).toBe('SOW → CSV')
    expect(await description.staticDetails()).toContain(exportId)
    const history = JSON.stringify((await handle.fetchHistory()).events)
    const { rows } = await pipeline.sql.query<{ email: string; fullName: string }>(
      'SELECT "email", "fullName" FROM "Users" WHERE "id" = $1',
      [sampleUsers.DEMO_ADMIN_ID],
    )
    expect(history).not.toContain(rows[0]?.email)
    expect(history).not.toContain(rows[0]?.fullName)
  })

  it('fails at once, untried again, when a filter is wrong, and says which and what is allowed', async () => {
    const { record, handle } = await run({}, { filters: { status: ['ACTIVE', 'SLEEPING'] } })
    expect(record).toMatchObject({
      status: 'FAILED',
      errorCode: 'INVALID_REQUEST',
      objectKey: null,
    })
    expect(record['errorMessage']).toContain('filters.status[1]')
    expect(record['errorRemedy']).toContain('ARCHIVED')
    const { events } = await handle.fetchHistory()
    const started = events?.filter(({ activityTaskStartedEventAttributes: start }) => start) ?? []
    expect(started).toHaveLength(3)
    expect((await handle.describe()).status.name).toBe('FAILED')
  })

  it.each([
    ['RFP', 'Rfp', 'AND NOT "isConfidential"'],
    ['CLIENT_SOW', 'ClientScopeOfWork', ''],
  ])('gives the user of a client the %s rows of that client alone', async (type, table, rule) => {
    const { record } = await run({ type, userId: sampleUsers.DEMO_CLIENT_ID })
    const { rows } = await pipeline.sql.query<{ tenant: string; rows: string }>(
      `SELECT u."clientId" AS tenant, count(*) AS rows FROM "${table}" t, "Users" u
        WHERE u."id" = $1 AND t."clientId" = u."clientId" AND t."deletedAt" IS NULL ${rule}
        GROUP BY 1`,
      [sampleUsers.DEMO_CLIENT_ID],
    )
    expect(Number(rows[0]?.rows)).toBeGreaterThan(50)
    expect(record).toMatchObject({
      status: 'COMPLETED',
      rowCount: rows[0]?.rows,
      tenantId: rows[0]?.tenant,
    })
  })

  it('fails when the requester may not export the type', async () => {
    const { record } = await run({ userId: sampleUsers.DEMO_CLIENT_ID })
    expect(record).toMatchObject({ status: 'FAILED', errorCode: 'REQUESTER_NOT_ALLOWED' })
  })

  it('fails before anything is rendered when a PDF would be too long, and says what to do', async () => {
    const { exportId, record } = await run({ fileType: 'PDF' })
    expect(record).toMatchObject({
      status: 'FAILED',
      errorCode: 'TOO_MANY_ROWS',
      errorMessage: `The export has ${count(pipeline.visibleRows)} rows, which exceeds the limit of 2,000 for PDF.`,
      errorRemedy: 'Choose XLSX or CSV, or narrow the filters.',
    })
    expect(await pipeline.leftovers(exportId)).toEqual([])
  })

  it('refuses plainly when its closed workflow is reset after its staged rows are gone', async () => {
    const { exportId, record, handle } = await run({})
    const { events } = await handle.fetchHistory()
    const rendered = events?.find(
      ({ activityTaskScheduledEventAttributes: scheduled }) =>
        scheduled?.activityType?.name === 'renderFile',
    )
    const { temporalNamespace: namespace } = stackAddresses()
    await pipeline.temporal.workflowService.resetWorkflowExecution({
      namespace,
      workflowExecution: { workflowId: `export-${exportId}` },
      reason: 'an operator pressed Reset',
      requestId: exportId,
      workflowTaskFinishEventId: rendered?.activityTaskScheduledEventAttributes
        ?.workflowTaskCompletedEventId as never,
    })
    const again = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    expect(await again.result()).toMatchObject({
      outcome: 'NOT_ACTIVE',
      reason: expect.stringContaining('COMPLETED in attempt 1'),
    })
    expect(await pipeline.job(exportId)).toEqual(record)
    expect(sha256(await pipeline.file(exportId))).toBe(record['sha256'])
  })
})
