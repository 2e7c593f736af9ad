/** Peak memory of the worker's process during whole exports of a long and of a wide table. */
import { FileType } from '../../contract/index.ts'
import type { StackAddresses } from '../../stack/index.ts'
import { markdownTable } from '../report.ts'
import { benchDatabase } from './benchDatabase.ts'
import { startService } from './service.ts'

export interface MemoryOptions {
  addresses: StackAddresses
  directory: string
  /** The workflows, bundled. */
  bundle: string
  /** Of the long table; the wide one has a 25th of them. */
  rows: number
  say: (line: string) => void
}

const HEADINGS = ['export', 'rows', 'columns', 'peak MB', 's', 'file MB']
const WIDE_SHARE = 25

/** One run each, every table in a worker of its own. */
export async function memoryReport(options: MemoryOptions): Promise<string> {
  const wideRows = Math.max(1, Math.floor(options.rows / WIDE_SHARE))
  const { addresses, say } = options
  const databaseUrl = await benchDatabase(addresses, options.rows, say)
  const long = await exportBoth(options, databaseUrl, 7)
  const wide = await exportBoth(options, databaseUrl, 40, [
    'bench/exports/wideWorker.ts',
    String(wideRows),
  ])
  const title = "## Peak memory of the worker's process, whole exports, one run each"
  return `${title}\n\n${markdownTable(HEADINGS, [...long, ...wide])}`
}

async function exportBoth(
  { addresses, directory, bundle, say }: MemoryOptions,
  databaseUrl: string,
  columns: number,
  worker?: string[],
): Promise<string[][]> {
  const service = await startService({
    addresses,
    directory,
    bundle,
    databaseUrl,
    ...(worker ? { worker } : {}),
  })
  try {
    const lines: string[][] = []
    for (const fileType of [FileType.CSV, FileType.XLSX]) {
      const { rows, peakMb, seconds, bytes } = await service.export({ fileType })
      const figures = [rows.toLocaleString('en'), columns, peakMb.toFixed(0), seconds.toFixed(1)]
      lines.push([fileType, ...figures.map(String), (bytes / 1e6).toFixed(1)])
      say(`  ${lines.at(-1)?.join(', ')}`)
    }
    return lines
  } finally {
    await service.stop()
  }
}
