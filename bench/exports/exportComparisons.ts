/** Whole exports, from the message to the published file, against psql's copy of the query as CSV. */
import { FileType } from '../../contract/index.ts'
import type { Comparison, Contestant } from '../contestant.ts'
import { pdfRowsCheck } from '../verify/pdfCheck.ts'
import { rowsCheck } from '../verify/tableCheck.ts'
import { type Filters, shareOfRows, sowQuery } from './benchDatabase.ts'
import { psqlCopy } from './psql.ts'
import type { Service } from './service.ts'

/** Uploaded Date and Updated Date. */
const DATE_TIMES = 2

/** CSV and XLSX of all rows, PDF of `pdfRows` or somewhat less. */
export async function exportComparisons(
  service: Service,
  databaseUrl: string,
  pdfRows: number,
): Promise<Comparison[]> {
  const all = await shareOfRows(databaseUrl)
  const some = await shareOfRows(databaseUrl, pdfRows)
  const wanted = [
    { fileType: FileType.CSV, ...all, check: rowsCheck('csv', all.rows) },
    { fileType: FileType.XLSX, ...all, check: rowsCheck('xlsx', all.rows) },
    { fileType: FileType.PDF, ...some, check: pdfRowsCheck(some.rows, DATE_TIMES) },
  ]
  return await Promise.all(
    wanted.map(async ({ fileType, filters, rows, check }) => ({
      title: `Whole export of ${rows.toLocaleString('en')} rows × 7 columns to ${fileType}`,
      contestants: [
        ours(service, fileType, filters, check),
        await psqlCopy({
          databaseUrl,
          query: sowQuery(filters),
          format: 'csv',
          check: rowsCheck('csv', rows),
        }),
      ],
    })),
  )
}

function ours(
  service: Service,
  fileType: FileType,
  filters: Filters,
  check: Contestant['check'],
): Contestant {
  return {
    name: 'Connexus exports',
    how: `message to published ${fileType}; memory is the worker's`,
    isOurs: true,
    run: (output) => service.export({ fileType, filters, output }),
    check,
  }
}
