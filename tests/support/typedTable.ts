/**
 * A table with the values at which exports have stumbled, and its files: read from PostgreSQL by the
 * handlers' reader, rendered by every format.
 */
import type { Client } from 'pg'
import type { FileType } from '../../contract/index.ts'
import { createFormats } from '../../formats/index.ts'
import { type ReadColumn, readRows } from '../../handlers/reading/index.ts'
import { openDatabase } from '../../stores/index.ts'
import { type RenderedFile, renderWhole } from '../contracts/renderWhole.ts'
import { documentOf } from './pdf.ts'

export const COLUMNS: ReadColumn[] = [
  { key: 'note', heading: 'Note', type: 'text' },
  { key: 'count', heading: 'Count', type: 'integer' },
  { key: 'rate', heading: 'Rate', type: 'decimal' },
  { key: 'amount', heading: 'Amount', type: 'money' },
  { key: 'due', heading: 'Due', type: 'date' },
  { key: 'at', heading: 'At', type: 'date-time' },
  { key: 'open', heading: 'Open', type: 'boolean' },
  { key: 'terms', heading: 'Terms', type: 'json' },
]

/** Values by column; a column with fewer than others ends in NULLs. */
const VALUES = {
  note: [
    '00042',
    '1E5',
    null,
    '',
    ' ',
    'NULL',
    '-5.00',
    '+442079460123',
    '@sum',
    '=HYPERLINK("http://x/","y")',
  ],
  count: [
    '712345678901234567',
    '9223372036854775807',
    '-9223372036854775808',
    '123456789012345',
    '-7',
  ],
  rate: [
    '123456789012345678901234567890',
    '0.1',
    '-5.00',
    '-0.02',
    '1e-20',
    '-0.0',
    '12.50',
    'NaN',
    'Infinity',
    '-Infinity',
  ],
  amount: ['-5.00', '0.1', '-0.02', '999999999999.99', 'NaN'],
  due: [
    '2026-07-14',
    '1899-12-31',
    '1900-02-28',
    '1900-03-01',
    '0044-03-15 BC',
    '0001-01-01',
    '9999-12-31',
    '10000-01-01',
    // PostgreSQL's first and last.
    '4714-11-24 BC',
    '5874897-12-31',
    'infinity',
    '-infinity',
  ],
  at: [
    // Berlin's clocks go from 02:00 to 03:00, and from 03:00 back to 02:00.
    '2026-03-29 00:59:59.999999+00',
    '2026-03-29 01:00:00+00',
    '2026-10-25 00:30:00+00',
    '2026-10-25 01:30:00.5+00',
    '2026-07-14 23:30:05.123456+00',
    '1969-12-31 23:59:59.9999+00',
    '0044-03-15 12:00:00+00 BC',
    '10000-01-01 00:00:00+00',
    // The first and the last day on which PostgreSQL has a time in every zone.
    '4714-11-25 23:59:59+00 BC',
    '294276-12-30 23:59:59.999999+00',
    'infinity',
    '-infinity',
  ],
  open: [true, false],
  terms: [
    '{"a":1,"b":[true,null]}',
    '[]',
    '"x"',
    '-5',
    'null',
    null,
    '{"n": 123456789012345678901234567890.10}',
    '[";=1+1", "@sum"]',
  ],
}

/** Creates the table `typed` in an empty database; the rows are in the order of `n`. */
export async function createTypedTable(client: Client): Promise<void> {
  await client.query(`CREATE TABLE typed (
    note text, count int8, rate numeric, amount numeric(14,2), due date, at timestamptz,
    open boolean, terms jsonb, n int PRIMARY KEY)`)
  await client.query(
    `INSERT INTO typed SELECT * FROM unnest($1::text[], $2::int8[], $3::numeric[], $4::numeric[],
       $5::date[], $6::timestamptz[], $7::boolean[], $8::jsonb[]) WITH ORDINALITY`,
    Object.values(VALUES),
  )
}

/** Files of the table by file type, for a requester in the zone. */
export async function exportTypedTable(
  url: string,
  timeZone: string,
): Promise<Record<FileType, RenderedFile>> {
  const database = openDatabase({ url, applicationName: 'test' })
  try {
    const blocks = await database.transaction(
      async (transaction) => {
        const query = database
          .select(COLUMNS.map(({ key }) => key))
          .from('typed')
          .orderBy('n')
        return await Array.fromAsync(readRows(query, COLUMNS, transaction))
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    )
    const document = documentOf(COLUMNS, blocks, { timeZone })
    const { CSV, XLSX, PDF } = createFormats()
    return {
      CSV: await renderWhole(CSV, document, blocks),
      XLSX: await renderWhole(XLSX, document, blocks),
      PDF: await renderWhole(PDF, document, blocks),
    }
  } finally {
    await database.destroy()
  }
}
