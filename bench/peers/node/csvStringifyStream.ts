/** csv-stringify's stream, rows cast by hand. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { openRows, paths, type RowCell, shownTime } from './rows.ts'

const { input, output } = paths()
const { columns, batches } = await openRows(input)

async function* records(): AsyncGenerator<RowCell[]> {
  yield columns.map(({ heading }) => heading)
  for await (const batch of batches) {
    for (const row of batch) {
      yield row.map((cell) => (typeof cell === 'number' ? shownTime(cell) : cell))
    }
  }
}

await pipeline(Readable.from(records()), stringify({ bom: true }), createWriteStream(output))
