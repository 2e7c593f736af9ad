/**
 * Our own contestant, as a process: renders staged rows from a folder to a file. What is measured is
 * the formats as the worker runs them; only the store and the upload are files here.
 *
 *     node bench/render/ours.ts <CSV|XLSX|PDF> <dataset's folder> <output>
 */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { tableDocument } from '../../activities/tableDocument.ts'
import { ExportRequestType, FileType } from '../../contract/index.ts'
import { createFormats, renderBytes } from '../../formats/index.ts'
import { readManifest, stagedBlocks } from '../../stores/index.ts'
import { MANIFEST } from '../data/dataset.ts'
import { FolderStore } from '../data/folderStore.ts'

const [kind, folder = '', output = ''] = process.argv.slice(2)
const fileType = Object.values(FileType).find((candidate) => candidate === kind)
if (fileType === undefined) throw new Error(`There is no file type ${kind}`)

const store = new FolderStore(folder)
const manifest = await readManifest(store, MANIFEST)
const document = tableDocument({ type: ExportRequestType.SOW, fileType }, manifest)
const blocks = stagedBlocks(store, manifest, new AbortController().signal)
const bytes = renderBytes(createFormats()[fileType], document, blocks, {
  onRows: () => undefined,
  onWarnings(warnings) {
    if (Object.keys(warnings).length > 0) {
      throw new Error(`The table is no fair one: ${JSON.stringify(warnings)}`)
    }
  },
})
await pipeline(bytes, createWriteStream(output))
