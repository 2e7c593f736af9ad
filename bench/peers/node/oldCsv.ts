/** The old design: all rows in memory, and csv-stringify/sync makes one string of them. */
import { writeFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { allRows, paths, shownTime } from './rows.ts'

const { input, output } = paths()
const { columns, rows } = await allRows(input)
const records = rows.map((row) =>
  Object.fromEntries(
    row.map((cell, i) => [
      columns[i]?.heading ?? '',
      typeof cell === 'number' ? shownTime(cell) : cell,
    ]),
  ),
)
const header = columns.map(({ heading }) => heading)
await writeFile(output, stringify(records, { header: true, columns: header }))
