import { constantFrom, record } from 'fast-check'
import { plainHeading, plainText } from '../../tests/contracts/anyCells.ts'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { formatContract } from '../../tests/contracts/formatContract.ts'
import { pdfTags } from '../../tests/contracts/pdfReaders.ts'
import { pdfFaults } from '../../tests/contracts/pdfStructure.ts'
import { createPdfFormat } from './index.ts'

const pdf = record(
  {
    paper: constantFrom('A4', 'LETTER'),
    orientation: constantFrom('auto', 'portrait', 'landscape'),
  },
  { requiredKeys: [] },
)

formatContract('PDF', {
  format: createPdfFormat(),
  readers: [pdfTags],
  exports: anyExport({
    text: plainText,
    heading: plainHeading,
    title: plainHeading.map((title) => `Scopes ${title}`),
    options: record({ pdf }),
  }),
  faults: pdfFaults,
  memory: { few: 25_000, many: 100_000 },
})
