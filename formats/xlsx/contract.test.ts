import { boolean, record } from 'fast-check'
import { ColumnType } from '../../contract/index.ts'
import { type AnyExport, anyExport } from '../../tests/contracts/anyTable.ts'
import { formatContract } from '../../tests/contracts/formatContract.ts'
import { isCutInXlsx, sheetJs, xlsxXml } from '../../tests/contracts/xlsxReaders.ts'
import { workbookFaults } from '../../tests/contracts/xlsxStructure.ts'
import type { Warnings } from '../format.ts'
import { createXlsxFormat, xlsxFormat } from './index.ts'

const exports = anyExport({ options: record({ xlsx: record({ titleRow: boolean() }) }) })

function cutCells({ columns, rows }: AnyExport['table']): Warnings {
  const isText = columns.map(({ type }) => type === ColumnType.TEXT)
  const cellsCut = rows
    .flatMap((row) => row.filter((_, i) => isText[i]))
    .filter((cell) => cell !== null && isCutInXlsx(String(cell))).length
  return cellsCut > 0 ? { cellsCut } : {}
}

const common = {
  readers: [xlsxXml, sheetJs],
  exports,
  warnings: cutCells,
  faults: workbookFaults,
}

formatContract('XLSX', {
  ...common,
  format: xlsxFormat,
  memory: { few: 200_000, many: 500_000 },
})
formatContract('XLSX whose sheets end within blocks', {
  ...common,
  format: createXlsxFormat({ sheetRows: 7 }),
  runs: 6,
})
