import { boolean, record } from 'fast-check'
import { isText } from '../../contract/index.ts'
import { type AnyExport, anyExport } from '../../tests/contracts/anyTable.ts'
import { formatContract } from '../../tests/contracts/formatContract.ts'
import {
  isCutInXlsx,
  isLeftOutOfXlsx,
  sheetJs,
  xlsxXml,
} from '../../tests/contracts/xlsxReaders.ts'
import { workbookFaults } from '../../tests/contracts/xlsxStructure.ts'
import type { Warnings } from '../format.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

const exports = anyExport({ options: record({ xlsx: record({ titleRow: boolean() }) }) })

function lossesOf({ columns, rows }: AnyExport['table']): Warnings {
  const cells = rows.flatMap((row) =>
    columns.map(({ type }, i) => ({ type, cell: row[i] ?? null })),
  )
  const cellsCut = cells.filter(
    ({ type, cell }) => isText(type) && cell !== null && isCutInXlsx(String(cell)),
  ).length
  const valuesLeftOut = cells.filter(({ type, cell }) => isLeftOutOfXlsx(cell, type)).length
  return {
    ...(cellsCut > 0 ? { cellsCut } : {}),
    ...(valuesLeftOut > 0 ? { valuesLeftOut } : {}),
  }
}

const common = {
  readers: [xlsxXml, sheetJs],
  exports,
  warnings: lossesOf,
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
