/** What the pipeline's parts make of a request: a CSV file, read by a parser that did not write it. */
import type { Knex } from 'knex'
import {
  type ColumnChoice,
  ExportFailure,
  type ExportRequestType,
  FailureCode,
  type Requester,
  type RowRequest,
} from '../../contract/index.ts'
import { type RowBlock, WidthSampler } from '../../contract/rows/index.ts'
import { csvFormat } from '../../formats/csv/index.ts'
import {
  handlerOf,
  type IExportHandler,
  type RowSource,
  resolveRequest,
} from '../../handlers/index.ts'
import { knexRequesters } from '../../stores/index.ts'
import { csvParse } from '../contracts/csvReaders.ts'
import type { ReadTable } from '../contracts/formatContract.ts'
import { documentOf, renderWhole } from '../contracts/renderWhole.ts'
import { keyOf } from './rule.ts'
import type { World } from './worlds.ts'

export type ExportFile = (
  type: ExportRequestType,
  userId: string,
  request: RowRequest,
) => Promise<ReadTable | FailureCode>

/** What exports: gives the file's table, or the code of the failure with which the export ends. */
export function createExportFile(database: Knex, world: World): ExportFile {
  const requesters = knexRequesters(database)
  return async (type, userId, asked) => {
    const handler = handlerOf(type)
    const resolved = allowed(handler, await requesters.find(userId), asked)
    if (!resolved) return FailureCode.REQUESTER_NOT_ALLOWED
    const { request, scope } = resolved
    return await database.transaction(
      async (transaction) => {
        const given = await world.enter(transaction, type, scope)
        return await fileOf(handler.fetch(request, given, transaction), request.timeZone)
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    )
  }
}

/** Undefined where the requester may not export the type; a valid request has no other failure. */
function allowed(
  handler: IExportHandler,
  requester: Requester | undefined,
  asked: RowRequest,
): ReturnType<typeof resolveRequest<RowRequest>> | undefined {
  try {
    return resolveRequest(handler, requester, asked)
  } catch (error) {
    const isRefusal =
      error instanceof ExportFailure && error.code === FailureCode.REQUESTER_NOT_ALLOWED
    if (isRefusal) return undefined
    throw error
  }
}

async function fileOf(source: RowSource, timeZone: string): Promise<ReadTable> {
  const { columns } = source
  const blocks: RowBlock[] = []
  const sampler = new WidthSampler(columns)
  for await (const block of source.blocks) {
    blocks.push(block)
    sampler.add(block)
  }
  const blockRows = blocks.map(({ rows }) => rows)
  const rows = blockRows.reduce((sum, count) => sum + count, 0)
  const { document } = documentOf(
    { columns, rows: [], blockRows: [] },
    { widths: sampler.widths, rows, blockRows, timeZone },
  )
  const { file } = await renderWhole(csvFormat, document, blocks)
  const table = await csvParse.read(file, document)
  if (table.rows.length !== rows)
    throw new Error(`${table.rows.length} of ${rows} rows are in the file.`)
  return table
}

/** Values of one of the columns that were asked for. */
export function columnOf({ rows }: ReadTable, columns: ColumnChoice[], key: string): unknown[] {
  const at = columns.findIndex((choice) => keyOf(choice) === key)
  return rows.map((row) => row[at])
}
