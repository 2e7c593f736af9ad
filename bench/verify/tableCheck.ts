/** Checks of CSV and XLSX files against the table that they were written from. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Cell } from '../../contract/rows/index.ts'
import { isDateTime } from '../data/rowFile.ts'
import type { Table } from '../data/table.ts'

const run = promisify(execFile)
const READER = join(import.meta.dirname, 'readTable.py')
/** Larger tables are counted only: to read every cell of a workbook takes Python minutes. */
export const MOST_ROWS_READ = 20_000

type Kind = 'csv' | 'xlsx'
type Check = (file: string) => Promise<void>
const Answer = z.object({ rows: z.number(), digest: z.string().optional() })

/** A check that reads the file and rejects when rows or, of a small table, cells are not the table's. */
export function tableCheck(kind: Kind, table: Table): Check {
  if (table.rows > MOST_ROWS_READ) return rowsCheck(kind, table.rows)
  const expected = digestOf(table)
  const dates = table.columns.flatMap((column, i) => (isDateTime(column) ? [i] : []))
  return async (file) => {
    const { rows, digest } = await read(kind, file, 'cells', dates)
    checkRows(rows, table.rows)
    if (digest !== expected) throw new Error('The file has other cells than the table')
  }
}

/** A check of the number of data rows alone. */
export function rowsCheck(kind: Kind, expected: number): Check {
  return async (file) => {
    const { rows } = await read(kind, file, 'rows')
    checkRows(rows, expected)
  }
}

async function read(kind: Kind, file: string, wanted: 'rows' | 'cells', dates: number[] = []) {
  const args = [READER, kind, file, wanted, dates.join(',')]
  const { stdout } = await run('python3', args).catch((error: unknown) => {
    // The last line says what is wrong, those before where in Python.
    throw new Error(`Python can't read it: ${String(error).trim().split('\n').at(-1)}`)
  })
  return Answer.parse(JSON.parse(stdout))
}

function checkRows(found: number, expected: number): void {
  if (found !== expected) throw new Error(`The file has ${found} of ${expected} rows`)
}

/** As `readTable.py` makes it. */
function digestOf(table: Table): string {
  const sha256 = createHash('sha256')
  for (let row = 0; row < table.rows; row += 1) {
    const cells = table.rowAt(row).map((cell, i) => {
      const column = table.columns[i]
      return `${column && isDateTime(column) ? shownTime(cell) : String(cell ?? '')}\u001F`
    })
    sha256.update(`${cells.join('')}\u001E`)
  }
  return sha256.digest('hex')
}

function shownTime(cell: Cell): string {
  return cell === null ? '' : new Date(Number(cell)).toISOString().slice(0, 19).replace('T', ' ')
}
