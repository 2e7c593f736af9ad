/** A table as both kinds of contestants read it: staged rows for us, a row file for the peers. */
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type RowBlock, RowBlockBuilder } from '../../contract/rows/index.ts'
import { readManifest } from '../../stores/stagedRows/index.ts'
import { DATA, PROJECT } from '../workspace.ts'
import { FolderStore } from './folderStore.ts'
import { writeRowFile } from './rowFile.ts'
import { stageRows } from './stageRows.ts'
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

/** What decides how rows are staged and written: a dataset of other sources is made anew. */
const SOURCES = ['bench/data', 'contract/rows', 'stores/stagedRows', 'stack/sample']

/** Made at the first call for a table, and found at later ones. */
export async function datasetOf(table: Table, say: (line: string) => void): Promise<Dataset> {
  const folder = join(DATA, `${table.name}-${await sourcesDigest()}`)
  if (!(await exists(folder))) {
    await removeOlder(table)
    say(`Writing ${table.rows.toLocaleString('en')} rows to ${folder}`)
    // Appears whole or not at all.
    const scratch = `${folder}.${process.pid}`
    await mkdir(scratch, { recursive: true })
    try {
      const store = new FolderStore(scratch)
      await stageRows({ columns: table.columns, blocks: blocksOf(table) }, store, PREFIX)
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

/** The table in row blocks. */
export function* blocksOf(table: Table): Generator<RowBlock, void, undefined> {
  const builder = new RowBlockBuilder(table.columns)
  for (let row = 0; row < table.rows; row += 1) {
    builder.append(table.rowAt(row))
    if (builder.isFull) yield builder.take()
  }
  if (builder.rows > 0) yield builder.take()
}

async function sourcesDigest(): Promise<string> {
  const digest = createHash('sha256')
  for (const folder of SOURCES) {
    const names = (await readdir(join(PROJECT, folder))).filter((name) => name.endsWith('.ts'))
    for (const name of names.toSorted()) digest.update(await readFile(join(PROJECT, folder, name)))
  }
  return digest.digest('hex').slice(0, 8)
}

/** Datasets of the same table that other sources made. */
async function removeOlder(table: Table): Promise<void> {
  for (const name of await readdir(DATA).catch(() => [])) {
    if (name.startsWith(`${table.name}-`)) await rm(join(DATA, name), { recursive: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
