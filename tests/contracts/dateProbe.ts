/**
 * A process that renders a column with the day 2026-07-14 to every file type for requesters in the
 * zones that its arguments name, and prints the files as JSON, in base64, by zone and file type. Its
 * own zone is set by `TZ`.
 */
import { ColumnType } from '../../contract/index.ts'
import { createFormats } from '../../formats/index.ts'
import { renderTable, type Table } from './renderWhole.ts'

const table: Table = {
  columns: [{ key: 'due', heading: 'Due', type: ColumnType.DATE }],
  rows: [[20_648]],
}
const files: Record<string, Record<string, string>> = {}
for (const timeZone of process.argv.slice(2)) {
  const ofZone: Record<string, string> = {}
  for (const format of Object.values(createFormats())) {
    const { file } = await renderTable(format, table, { timeZone })
    ofZone[format.fileType] = file.toString('base64')
  }
  files[timeZone] = ofZone
}
process.stdout.write(JSON.stringify(files))
