/**
 * exceljs' WorkbookWriter used well: one shared style object a column, and a wait whenever the
 * archive has enough to do.
 */
import { once } from 'node:events'
import exceljs, { type Style } from 'exceljs'
import { openRows, paths } from './rows.ts'

/** What tells that the archive is busy lies inside of exceljs. */
interface InnerStream {
  pipes: (NodeJS.WritableStream & { ['_writableState']: { needDrain: boolean } })[]
}

const { input, output } = paths()
const { columns, batches } = await openRows(input)
const workbook = new exceljs.stream.xlsx.WorkbookWriter({
  filename: output,
  useStyles: true,
  useSharedStrings: false,
})
const sheet = workbook.addWorksheet('Scopes of work', { views: [{ state: 'frozen', ySplit: 1 }] })
sheet.columns = columns.map(({ letters }) => ({ width: Math.min(60, letters + 3) }))
const header = sheet.addRow(columns.map(({ heading }) => heading))
header.height = 21
header.eachCell((cell) => {
  cell.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } }
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } }
  cell.alignment = { vertical: 'middle' }
})
header.commit()

const styles: Partial<Style>[] = columns.map(({ isDateTime }) =>
  isDateTime ? { numFmt: 'yyyy-mm-dd hh:mm:ss', alignment: { horizontal: 'left' } } : {},
)
let rows = 1
for await (const batch of batches) {
  for (const values of batch) {
    const row = sheet.addRow(
      values.map((value) => (typeof value === 'number' ? new Date(value) : value)),
    )
    row.eachCell((cell, column) => {
      cell.style = styles[column - 1] ?? {}
    })
    row.commit()
    rows += 1
    await untilIdle()
  }
}
sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows, column: columns.length } }
sheet.commit()
await workbook.commit()

async function untilIdle(): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: InnerStream }).stream
  const pipe = pipes[0]
  if (pipe?.['_writableState'].needDrain === true) await once(pipe, 'drain')
}
