/** What the pipeline's parts make of a request: a CSV file, read by a parser that did not write it. */
import type { Knex } from 'knex'
import {
  type ColumnChoice,
  type ExportRequestType,
  FailureCode,
  type RowRequest,
} from '../../contract/index.ts'
import { type RowBlock, WidthSampler } from '../../contract/rows/index.ts'
import { csvFormat } from '../../formats/csv/index.ts'
import { handlerOf, type RowSource } from '../../handlers/index.ts'
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
    const requester = await requesters.find(userId)
    if (!requester) return FailureCode.REQUESTER_NOT_ALLOWED
    const handler = handlerOf(type)
    const [failure] = handler.validate(asked)
    if (failure) throw new Error(`A valid request was refused: ${failure.message}`)
    const scope = handler.scopeOf(requester)
    if ('code' in scope) return scope.code
    const request = { ...asked, timeZone: asked.timeZone ?? requester.timeZone }
    return await database.transaction(
      async (transaction) => {
        const given = await world.enter(transaction, type, scope)
        return await fileOf(handler.fetch(request, given, transaction), request.timeZone)
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    )
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
