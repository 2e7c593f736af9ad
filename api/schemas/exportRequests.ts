/**
 * The body of a request: one schema for each export type, made of what its handler and the contract
 * say. For the document alone: the entry checks requests, and tells every fault at once.
 */
import { z } from 'zod'
import { type ExportRequest, ExportRequestType, TITLES } from '../../contract/index.ts'
import { requestFields } from '../../contract/schemas/exportRequest.ts'
import { handlerOf } from '../../handlers/index.ts'
import { component, jsonSchemaOf } from './components.ts'

export const anyExportRequest = component(
  'ExportRequest',
  'What was asked for, as it is stored.',
  z.object(requestFields) satisfies z.ZodType<ExportRequest>,
)

const EXAMPLES: Readonly<Record<string, { value: ExportRequest }>> = {
  'Everything, by default': { value: { type: 'RFP', fileType: 'XLSX' } },
  'Some rows and columns, as they are wanted': {
    value: {
      type: 'SOW',
      fileType: 'CSV',
      filters: { status: ['ACTIVE'], updatedFrom: '2026-01-01' },
      columns: ['scopeOfWorkName', { key: 'status', heading: 'State' }],
      sort: [{ column: 'updatedDate', direction: 'DESC' }],
      timeZone: 'Europe/Berlin',
      options: { csv: { delimiter: ';' } },
    },
  },
}

/** A schema for each export type. */
export const exportRequests = Object.values(ExportRequestType).map(requestOf)

/** JSON Schema of the body. Its alternatives are named `SowExportRequest` and so on. */
export const newExportRequest = {
  description: 'An export, by its type. Unknown properties are ignored, unknown filters refused.',
  oneOf: exportRequests.map(jsonSchemaOf),
  discriminator: { propertyName: 'type' },
  'x-examples': EXAMPLES,
}

function requestOf(type: ExportRequestType): z.ZodType<ExportRequest> {
  const handler = handlerOf(type)
  const key = z.enum(handler.columns().map((column) => column.key)).describe('Key of a column.')
  const heading = z.string().min(1).max(200).describe('What the file calls the column.')
  const direction = z.enum(['ASC', 'DESC']).describe('Nulls come last either way.')
  const filters = requestFields.filters.unwrap().description ?? ''
  const columns = requestFields.columns.unwrap().description ?? ''
  const sort = requestFields.sort.unwrap().description ?? ''
  return component(
    `${pascalCase(type)}ExportRequest`,
    `${TITLES[type]}, for ${handler.roles().join(', ')}.`,
    z.object({
      ...requestFields,
      type: z.literal(type).describe('What is exported.'),
      filters: handler.filterSchema().describe(filters).exactOptional(),
      columns: z
        .array(z.union([key, z.object({ key, heading })]))
        .min(1)
        .describe(columns)
        .exactOptional(),
      sort: z
        .array(z.object({ column: key, direction }))
        .describe(sort)
        .exactOptional(),
    }),
  )
}

/** `ClientSow` of `CLIENT_SOW`. */
function pascalCase(type: ExportRequestType): string {
  return type
    .split('_')
    .map((word) => `${word.charAt(0)}${word.slice(1).toLowerCase()}`)
    .join('')
}
