/**
 * Our own contestant, as a process: renders staged rows from a folder to a file. What is measured is
 * the formats on the worker's threads; only the store and the upload are files here.
 *
 *     node bench/render/ours.ts <CSV|XLSX|PDF> <threads, 0 for one a core> <folder> <output>
 */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { RenderPool, renderedBytes } from '../../activities/rendering/index.ts'
import { tableDocument } from '../../activities/tableDocument.ts'
import { ExportRequestType, FileType } from '../../contract/index.ts'
import { createFormats } from '../../formats/index.ts'
// Not through the index, which would bring clients that only a whole worker needs.
import { readManifest, stagedBlocks } from '../../stores/stagedRows/index.ts'
import { MANIFEST } from '../data/dataset.ts'
import { FolderStore } from '../data/folderStore.ts'

const [kind, threads, folder = '', output = ''] = process.argv.slice(2)
const fileType = Object.values(FileType).find((candidate) => candidate === kind)
if (fileType === undefined) throw new Error(`There is no file type ${kind}`)

const store = new FolderStore(folder)
const manifest = await readManifest(store, MANIFEST)
const { signal } = new AbortController()
const pool = new RenderPool({ threads: Number(threads) })
try {
  const bytes = renderedBytes(pool, {
    format: createFormats()[fileType],
    document: tableDocument({ type: ExportRequestType.SOW, fileType }, manifest),
    blocks: stagedBlocks(store, manifest, signal),
    onRows: () => undefined,
    onWarnings(warnings) {
      if (Object.keys(warnings).length > 0) {
        throw new Error(`The table is no fair one: ${JSON.stringify(warnings)}`)
      }
    },
    signal,
  })
  await pipeline(bytes, createWriteStream(output))
} finally {
  await pool.close()
}
