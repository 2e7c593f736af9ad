/**
 * A worker like the real one but for the handler of scopes of work, whose rows come from
 * `wideTable` instead of the database: `wideWorker.ts <rows>`.
 */
import { Client } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { NativeConnection, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { z } from 'zod'
import { loadSettings } from '../../config/index.ts'
import { ExportRequestType, Role, type RowRequest } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { openDependencies } from '../../worker/dependencies.ts'
import { WORKER_SETTINGS, workerOptions } from '../../worker/worker.ts'
import { blocksOf } from '../data/dataset.ts'
import { wideTable } from '../data/wideTable.ts'

const rows = Number(process.argv[2])
const settings = loadSettings(WORKER_SETTINGS)
const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
const connection = await NativeConnection.connect(connectionOptions)
const temporal = new Client({ connection, namespace })
const dependencies = openDependencies(settings, temporal, pino({ level: 'silent' }))
try {
  const worker = await Worker.create({
    connection,
    namespace,
    ...workerOptions(settings, { ...dependencies, handlerOf: () => wideHandler(rows) }),
  })
  await worker.run()
} finally {
  await dependencies.close()
  await connection.close()
}

/** An export with filters is an empty one. */
function wideHandler(count: number): IExportHandler {
  const rowsOf = ({ filters = {} }: RowRequest) => (Object.keys(filters).length > 0 ? 0 : count)
  return {
    getSupportedType: () => ExportRequestType.SOW,
    validate: () => [],
    changesFailures: () => [],
    changes: () => ({ idColumn: 'column0', changedBy: [] }),
    columns: () => wideTable(0).columns.map((column) => ({ ...column, isDefault: true })),
    filterSchema: () => z.looseObject({}),
    roles: () => Object.values(Role),
    scopeOf: () => ({ kind: 'all' }),
    choices: async () => [],
    estimate: async (request) => ({ rows: rowsOf(request), basis: 'COUNTED' }),
    fetch: (request) => {
      const table = wideTable(rowsOf(request))
      return { columns: table.columns, blocks: turnByTurn(blocksOf(table)) }
    },
  }
}

async function* turnByTurn<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}
