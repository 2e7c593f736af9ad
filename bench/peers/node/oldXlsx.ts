/**
 * The old design: all rows in memory, and xlsx-js-style makes the whole workbook of them. The third
 * argument is the folder in which the package is installed.
 */
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CellObject, utils as Utils, write as Write } from 'xlsx'
import { allRows, paths, type RowCell, type RowColumn } from './rows.ts'

const { input, output } = paths()
const require = createRequire(join(process.argv[4] ?? '', 'from.js'))
const { utils, write } = require('xlsx-js-style') as { utils: typeof Utils; write: typeof Write }

const HEADER = {
  font: { name: 'Calibri', sz: 11, bold: true, color: { rgb: 'FFFFFF' } },
  fill: { patternType: 'solid', fgColor: { rgb: '1F4E78' } },
  alignment: { vertical: 'center' },
}
const DATE = { numFmt: 'yyyy-mm-dd hh:mm:ss', alignment: { horizontal: 'left' } }

const { columns, rows } = await allRows(input)
const headings = columns.map(({ heading }) => ({ t: 's' as const, v: heading, s: HEADER }))
const sheet = utils.aoa_to_sheet([headings, ...rows.map((row) => row.map(cellOf))])
sheet['!cols'] = columns.map(widthOf)
sheet['!rows'] = [{ hpt: 21 }]
sheet['!autofilter'] = { ref: utils.encode_range({ r: 0, c: 0 }, { r: rows.length, c: 6 }) }
const workbook = utils.book_new()
utils.book_append_sheet(workbook, sheet, 'Scopes of work')
const options = { type: 'buffer', bookType: 'xlsx', compression: true } as const
const bytes: unknown = write(workbook, options)
if (bytes instanceof Buffer) await writeFile(output, bytes)

function cellOf(cell: RowCell): CellObject | null {
  if (cell === null) return null
  if (typeof cell === 'string') return { t: 's', v: cell }
  return { t: 'n', v: cell / 86_400_000 + 25_569, z: 'yyyy-mm-dd hh:mm:ss', s: DATE }
}

function widthOf({ letters }: RowColumn): { wch: number } {
  return { wch: Math.min(60, letters + 3) }
}
