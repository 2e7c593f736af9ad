import { ColumnType } from '../../contract/index.ts'
import { formatContract, type TableReader } from '../../tests/contracts/formatContract.ts'
import { readSheetJs, readXml } from '../../tests/contracts/xlsxReaders.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'
import { createXlsxFormat, xlsxFormat } from './index.ts'

/** Numbers and times for which a cell has no value. */
const UNLIMITED = new Set(['NaN', 'Infinity', '-Infinity'])
const NOT_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const shown: TableReader['shown'] = (cell, { type }, { timeZone }) => {
  if (cell === null) return null
  if (type !== ColumnType.TEXT && UNLIMITED.has(String(cell))) return null
  switch (type) {
    case ColumnType.TEXT:
      return String(cell).replace(NOT_XML, '\uFFFD')
    case ColumnType.DATE:
      return formatDay(Number(cell))
    case ColumnType.DATE_TIME:
      return new DateTimeFormatter(timeZone).format(Number(cell))
    case ColumnType.BOOLEAN:
      return String(cell)
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return shownNumber(String(cell))
    default:
      return type satisfies never
  }
}

/** A number cell is shown as JavaScript does; what fits none is there with all digits. */
function shownNumber(digits: string): string {
  const { mantissa = '' } = /^-?(?<mantissa>[\d.]+)/.exec(digits)?.groups ?? {}
  const [whole = '', fraction = ''] = mantissa.split('.')
  const significant = `${whole}${fraction.replace(/0+$/, '')}`.replace(/^0+/, '')
  const size = Math.abs(Number(digits))
  const fits = significant === '' || (size > 2.2251e-308 && size < 1e308)
  return significant.length <= 15 && fits ? String(Number(digits)) : digits
}

const xml: TableReader = { name: "Python's zipfile and ElementTree", read: readXml, shown }
const sheetJs: TableReader = { name: 'SheetJS', read: readSheetJs, shown }

formatContract('XLSX', {
  format: xlsxFormat,
  readers: [xml, sheetJs],
  settings: { timeZone: 'America/St_Johns' },
})
formatContract('XLSX with a title row, on sheets of six rows', {
  format: createXlsxFormat({ sheetRows: 7 }),
  readers: [xml, sheetJs],
  settings: { options: { xlsx: { titleRow: true } } },
})
