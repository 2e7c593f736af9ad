import { constantFrom, record } from 'fast-check'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { csvParse, pythonCsv } from '../../tests/contracts/csvReaders.ts'
import { formatContract } from '../../tests/contracts/formatContract.ts'
import { csvFormat } from './index.ts'

const csv = record(
  {
    delimiter: constantFrom(',', ';', '\t'),
    byteOrderMark: constantFrom(true, false),
    formulaGuard: constantFrom(true, false, false, false),
  },
  { requiredKeys: [] },
)

formatContract('CSV', {
  format: csvFormat,
  readers: [csvParse, pythonCsv],
  exports: anyExport({ options: record({ csv }) }),
  memory: { few: 100_000, many: 400_000 },
})
