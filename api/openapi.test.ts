/** The document: valid, whole, and telling what the entry really takes. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'
import { JOB } from '../tests/support/fakeExportData.ts'
import { SCHEDULE } from '../tests/support/fakeSchedules.ts'
import { CATALOGUE } from './errors/index.ts'

interface Schema {
  $ref?: string
  description?: string
  type?: string
  enum?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

interface Response {
  description: string
  headers?: Record<string, unknown>
  content?: Record<string, { schema: Schema }>
}

interface Operation {
  operationId: string
  security?: object[]
  parameters?: { name: string; in: string; description?: string }[]
  requestBody?: {
    required: boolean
    content: Record<string, { schema: Schema; examples: Record<string, { value: object }> }>
  }
  responses: Record<string, Response>
}

interface Document {
  openapi: string
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

let world: ApiWorld
let document: Document

beforeAll(async () => {
  world = await apiWorld()
  document = (await world.app.inject('/openapi.json')).json<Document>()
})
afterAll(() => world.app.close())

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path))

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0')
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect(document.info.version).toBe(version)
    expect(await new Validator().validate({ ...structuredClone(document) })).toEqual({
      valid: true,
    })
  })

  it('has every address of the API, and none of its pages', () => {
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/export-types',
      '/export-types/{type}/filters/{name}/choices',
      '/exports',
      '/exports/estimate',
      '/exports/events',
      '/exports/{id}',
      '/exports/{id}/cancel',
      '/exports/{id}/download',
      '/exports/{id}/events',
      '/exports/{id}/retry',
      '/health/live',
      '/health/ready',
      '/me',
      '/schedules',
      '/schedules/preview',
      '/schedules/{id}',
      '/schedules/{id}/backfills',
      '/schedules/{id}/pause',
      '/schedules/{id}/resume',
      '/schedules/{id}/runs',
      '/schedules/{id}/trigger',
      '/schedules/{id}/webhook-secret',
      '/session',
    ])
  })

  it('describes every parameter and every property', () => {
    const parameters = operations().flatMap((operation) => operation.parameters ?? [])
    const silent = parameters.filter(({ description }) => !description)
    const { schemas } = document.components
    expect(silent).toEqual([])
    expect(Object.entries(schemas).flatMap(([name, schema]) => undescribed(name, schema))).toEqual(
      [],
    )
  })

  it('has one schema of a request for each export type, with its filters and columns', () => {
    const [media] = Object.values(document.paths['/exports']?.['post']?.requestBody?.content ?? {})
    const names = ['SowExportRequest', 'ClientSowExportRequest', 'RfpExportRequest']
    expect(media?.schema.oneOf).toEqual(
      names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    )
    const { filters, columns, options } =
      document.components.schemas['RfpExportRequest']?.properties ?? {}
    expect(filters?.properties?.['isConfidential']).toMatchObject({ type: 'boolean' })
    expect(columns?.items?.anyOf?.[0]?.enum).toContain('rfpNumber')
    expect(columns?.items?.anyOf?.[0]?.enum).not.toContain('scopeOfWorkName')
    expect(options?.properties?.['csv']?.properties?.['delimiter']?.enum).toEqual([',', ';', '\t'])
    expect(media?.examples['Everything, by default']).toEqual({
      value: { type: 'RFP', fileType: 'XLSX' },
    })
  })

  it('takes a schedule with a request of each type, and a pause without a body', () => {
    const [media] = Object.values(
      document.paths['/schedules']?.['post']?.requestBody?.content ?? {},
    )
    expect(media?.schema).toEqual({ allOf: [{ $ref: '#/components/schemas/ScheduleRequest' }] })
    expect(Object.keys(media?.examples ?? {})).toContain('Every row, on workdays')
    const { request, rule } = document.components.schemas['ScheduleRequest']?.properties ?? {}
    expect(request?.anyOf).toContainEqual({ $ref: '#/components/schemas/RfpExportRequest' })
    expect(rule).toEqual({ $ref: '#/components/schemas/ScheduleRule' })
    const required = operations().filter(({ requestBody }) => requestBody?.required === false)
    expect(required.map(({ operationId }) => operationId)).toEqual(['pauseSchedule'])
  })

  it('lists errors as problems, by status, with their codes', () => {
    const responses = document.paths['/exports']?.['post']?.responses ?? {}
    expect(responses['409']?.description).toContain('`IDEMPOTENCY_KEY_REUSED`')
    expect(responses['429']?.description).toMatch(/`TOO_MANY_REQUESTS`.*`TOO_MANY_OPEN_JOBS`/)
    expect(responses['422']?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    })
    expect(Object.keys(responses['202']?.headers ?? {})).toEqual(['Location', 'Retry-After'])
  })

  it('tells of every code that a call can be answered with', () => {
    const said = operations().flatMap(({ responses }) =>
      Object.entries(responses).flatMap(([status, { description }]) =>
        [...description.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => `${status} ${code}`),
      ),
    )
    // What is said of addresses that are none belongs to no operation.
    const elsewhere = ['NO_SUCH_ADDRESS', 'METHOD_NOT_ALLOWED']
    const answered = Object.entries(CATALOGUE).flatMap(([code, { status }]) =>
      status === undefined || elsewhere.includes(code) ? [] : [`${status} ${code}`],
    )
    expect(said).toEqual(expect.arrayContaining(answered))
    expect(said).toContain('415 BODY_NOT_JSON')
  })

  it('lets anybody look at the health and sign out, and nobody else do anything', () => {
    const open = operations().filter(({ security }) => security?.length === 0)
    expect(open.map(({ operationId }) => operationId)).toEqual(['isLive', 'isReady', 'signOut'])
  })

  it.each([
    ['RequestedExport', `/exports/${JOB.id}`],
    ['ExportSchedule', `/schedules/${SCHEDULE.id}`],
    ['RunPage', `/schedules/${SCHEDULE.id}/runs`],
  ])('describes all that a %s really has', async (name, url) => {
    const { app, signedIn } = world
    const answer = await app.inject({ url, headers: signedIn })
    const described = document.components.schemas[name]?.properties ?? {}
    expect(Object.keys(answer.json<object>())).toEqual(Object.keys(described))
  })
})

/** Paths of properties without a description, of a schema and those within it. */
function undescribed(path: string, schema: Schema): string[] {
  const within = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
      ...((property.description ?? property.$ref) ? [] : [`${path}.${name}`]),
      ...undescribed(`${path}.${name}`, property),
    ]),
    ...within.flatMap((inner) => undescribed(path, inner)),
  ]
}
