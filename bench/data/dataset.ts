/** A table as both kinds of contestants read it: staged rows for us, a row file for the peers. */
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RowBlockBuilder, WidthSampler } from '../../contract/rows/index.ts'
import { type ObjectStore, readManifest, StagedRowsWriter } from '../../stores/index.ts'
import { DATA } from '../workspace.ts'
import { FolderStore } from './folderStore.ts'
import { writeRowFile } from './rowFile.ts'
import type { Table } from './table.ts'

export interface Dataset {
  table: Table
  /** Holds the staged rows, under `MANIFEST`. */
  folder: string
  rowFile: string
}

const PREFIX = 'staging'
/** Key of the manifest in a dataset's folder. */
export const MANIFEST = `${PREFIX}/manifest.json`

/** Made at the first call for a table, and found at later ones. */
export async function datasetOf(table: Table, say: (line: string) => void): Promise<Dataset> {
  const folder = join(DATA, table.name)
  if (!(await exists(folder))) {
    say(`Writing ${table.rows.toLocaleString('en')} rows to ${folder}`)
    // Appears whole or not at all.
    const scratch = `${folder}.${process.pid}`
    await mkdir(scratch, { recursive: true })
    try {
      const store = new FolderStore(scratch)
      await stage(table, store, PREFIX)
      const { widths } = await readManifest(store, MANIFEST)
      await writeRowFile(join(scratch, 'rows'), table, widths)
      await rename(scratch, folder)
    } catch (error) {
      await rm(scratch, { recursive: true, force: true })
      throw error
    }
  }
  return { table, folder, rowFile: join(folder, 'rows') }
}

async function stage(
  table: Table,
  store: Pick<ObjectStore, 'put'>,
  prefix: string,
): Promise<string> {
  const writer = new StagedRowsWriter(store, prefix, new AbortController().signal)
  const sampler = new WidthSampler(table.columns)
  for (const block of blocksOf(table)) {
    sampler.add(block)
    await writer.add(block)
  }
  return await writer.finish({
    exportId: '3f2b8c1e-0000-4000-8000-000000000000',
    attempt: 1,
    columns: table.columns,
    widths: sampler.widths,
    timeZone: 'UTC',
    snapshotAt: Date.parse('2026-11-25T19:05:09Z'),
  })
}

export function* blocksOf(table: Table) {
  const builder = new RowBlockBuilder(table.columns)
  for (let row = 0; row < table.rows; row += 1) {
    builder.append(table.rowAt(row))
    if (builder.isFull) yield builder.take()
  }
  if (builder.rows > 0) yield builder.take()
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
