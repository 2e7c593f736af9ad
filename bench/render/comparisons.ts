/** Rendering from staged rows, against the writers of other languages and against the old design. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { FileType } from '../../contract/index.ts'
import { DEFLATE_LEVEL } from '../../formats/xlsx/rows.ts'
import type { Comparison, Contestant } from '../contestant.ts'
import type { Dataset } from '../data/dataset.ts'
import { measureProcess } from '../measureProcess.ts'
import { OUR_ENVIRONMENT } from '../ourEnvironment.ts'
import {
  cPeer,
  installedNodePeer,
  javaPeer,
  LARGE_HEAP,
  nodePeer,
  type Peer,
  pythonPeer,
  rustPeer,
} from '../peers/builtPeers.ts'
import { pdfCheck } from '../verify/pdfCheck.ts'
import { tableCheck } from '../verify/tableCheck.ts'

/** fastexcel's own choice. */
const FASTEXCEL_LEVEL = 4
const ALL_IN_MEMORY = 'all rows in memory (the old design)'
const OURS = join(import.meta.dirname, 'ours.ts')
const require = createRequire(import.meta.url)

/** What everyone who writes a file of one type is given. */
interface Task extends Pick<Contestant, 'check'> {
  fileType: FileType
  dataset: Dataset
}

export function csvComparison(dataset: Dataset): Comparison {
  const task = { fileType: FileType.CSV, dataset, check: tableCheck('csv', dataset.table) }
  return {
    title: titleOf(task),
    contestants: [
      ours(task, 'formulas disarmed'),
      ours(task, 'formulas disarmed, one rendering thread', 1),
      peer(task, rustPeer('csv', 'csv'), 'Rust'),
      peer(task, nodePeer('csv-stringify', 'csvStringifyStream.ts'), 'Node, its stream'),
      peer(
        task,
        nodePeer('csv-stringify', 'oldCsv.ts', LARGE_HEAP),
        `Node, sync, ${ALL_IN_MEMORY}`,
      ),
    ],
  }
}

export function xlsxComparison(dataset: Dataset): Comparison {
  const task = { fileType: FileType.XLSX, dataset, check: tableCheck('xlsx', dataset.table) }
  const fastexcel = (level: number) =>
    peer(task, javaPeer('fastexcel', 'Fastexcel'), `Java, inline strings, level ${level}`, [
      String(level),
    ])
  return {
    title: titleOf(task),
    contestants: [
      ours(task, `level ${DEFLATE_LEVEL}`),
      ours(task, `level ${DEFLATE_LEVEL}, one rendering thread`, 1),
      peer(task, cPeer('libxlsxwriter'), 'C, constant memory, level 6'),
      peer(task, rustPeer('rust_xlsxwriter', 'xlsx'), 'Rust, constant memory, level 6'),
      ...[...new Set<number>([DEFLATE_LEVEL, FASTEXCEL_LEVEL])].map(fastexcel),
      peer(task, pythonPeer('xlsxwriter', 'xlsxwriter_peer.py'), 'Python, constant memory'),
      peer(task, nodePeer('exceljs', 'exceljsStream.ts'), 'Node, WorkbookWriter, level 1'),
      peer(task, installedNodePeer('xlsx-js-style', 'oldXlsx.ts'), `Node, ${ALL_IN_MEMORY}`),
    ],
  }
}

export function pdfComparison(dataset: Dataset): Comparison {
  const task = { fileType: FileType.PDF, dataset, check: pdfCheck(dataset.table) }
  const fonts = ['400Regular/NotoSans_400Regular', '700Bold/NotoSans_700Bold'].map((name) =>
    require.resolve(`@expo-google-fonts/noto-sans/${name}.ttf`),
  )
  return {
    title: titleOf(task),
    contestants: [
      ours(task, 'wrapped, shaped'),
      peer(task, cPeer('libharu'), 'C, TrueType, wrapped', fonts),
      peer(task, nodePeer('pdfkit', 'pdfkitText.ts'), 'Node, text() with a width cache'),
      peer(
        task,
        nodePeer('pdfkit', 'oldPdf.ts', LARGE_HEAP),
        `Node, doc.table(), ${ALL_IN_MEMORY}`,
      ),
    ],
  }
}

function titleOf({ fileType, dataset: { table } }: Task): string {
  return `${table.rows.toLocaleString('en')} rows × ${table.columns.length} columns to ${fileType}`
}

/** `threads` is 0 for one a core, as a worker has them. */
function ours({ fileType, dataset, check }: Task, how: string, threads = 0): Contestant {
  const args = [OURS, fileType, String(threads), dataset.folder]
  return {
    name: 'Connexus exports',
    how,
    isOurs: true,
    run: (output) =>
      measureProcess(
        {
          program: process.execPath,
          args: [...args, output],
          environment: OUR_ENVIRONMENT,
        },
        output,
      ),
    check,
  }
}

function peer(
  { dataset, check }: Task,
  { name, missing, command }: Peer,
  how: string,
  rest: readonly string[] = [],
): Contestant {
  return {
    name,
    how,
    isOurs: false,
    ...(missing === undefined ? {} : { missing }),
    run: (output) => measureProcess(command(dataset.rowFile, output, ...rest), output),
    check,
  }
}
