/** Tables of any size, type and content in any time zone, for property tests of formats. */
import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  integer,
  oneof,
  type Parameters,
  record,
  string,
  tuple,
} from 'fast-check'
import {
  ColumnType,
  type ExportColumn,
  ExportFailure,
  type FormatOptions,
} from '../../contract/index.ts'
import type { Format, TableDocument } from '../../formats/format.ts'
import { anyCells, anyShortText, anyText, TIME_ZONES } from './anyCells.ts'
import { documentOf, type Table } from './renderWhole.ts'

/** A table, and what its document says beside it. */
export interface AnyExport {
  table: Table
  settings: Pick<TableDocument, 'title' | 'timeZone' | 'options'>
}

/** So many tables, or fewer where time runs out; a table that fails is made smaller as time allows. */
export function upTo(runs: number): Parameters<unknown> {
  return { numRuns: runs, interruptAfterTimeLimit: 25_000 }
}

/** Those that the format takes: it may refuse a table of which no reader could make use. */
export function takenBy(format: Format, exports: Arbitrary<AnyExport>): Arbitrary<AnyExport> {
  return exports.filter(({ table, settings }) => {
    try {
      format.check?.(documentOf(table, settings).document)
      return true
    } catch (error) {
      if (error instanceof ExportFailure) return false
      throw error
    }
  })
}

export interface Variety {
  /** Texts of cells. Default: any Unicode, some longer than a cell of Excel. */
  text?: Arbitrary<string>
  /** Headings; some are always empty and some are alike. Default: any Unicode, lone surrogates too. */
  heading?: Arbitrary<string>
  /** Default: as headings, and names that Excel keeps for itself. */
  title?: Arbitrary<string>
  /** Default: none. */
  options?: Arbitrary<FormatOptions>
  /** Default 30. */
  mostColumns?: number
  /** Default 40. */
  mostRows?: number
}

const LONE_SURROGATES = string({ unit: constantFrom('\uD83D', '\uDE00', 'a'), maxLength: 4 })

const anyHeading = oneof(anyShortText, LONE_SURROGATES)
/** Titles are in properties and names of sheets, and hold what a JSON text can. */
const anyTitle = oneof(
  anyShortText,
  LONE_SURROGATES,
  constantFrom("'History'", 'Scopes: Q3 / 2026 [x]?'),
)

/** One to 30 columns, up to 40 rows, in blocks of any sizes. */
export function anyExport(variety: Variety = {}): Arbitrary<AnyExport> {
  const { options = constant({}), heading = anyHeading, title = anyTitle } = variety
  return tuple(constantFrom(...TIME_ZONES), anyColumns(heading, variety.mostColumns ?? 30)).chain(
    ([timeZone, columns]) =>
      record({
        table: anyTable(columns, timeZone, variety),
        settings: record({ title, timeZone: constant(timeZone), options }),
      }),
  )
}

function anyColumns(heading: Arbitrary<string>, most: number): Arbitrary<ExportColumn[]> {
  const column = record({
    heading: oneof(
      { weight: 3, arbitrary: heading },
      { weight: 1, arbitrary: constantFrom('', 'Name') },
    ),
    type: constantFrom(...Object.values(ColumnType)),
  })
  return array(column, { minLength: 1, maxLength: most, size: 'max' }).map((columns) =>
    columns.map((chosen, i) => ({ key: `column${i}`, ...chosen })),
  )
}

function anyTable(
  columns: ExportColumn[],
  timeZone: string,
  { text = anyText, mostRows = 40 }: Variety,
): Arbitrary<Table> {
  const ofType = anyCells(text, timeZone)
  const cells = columns.map(({ type }) =>
    oneof({ weight: 5, arbitrary: ofType[type] }, { weight: 1, arbitrary: constant(null) }),
  )
  const sizes = array(oneof(constant(1), integer({ min: 1, max: 15 })), {
    minLength: 1,
    maxLength: 5,
  })
  return tuple(array(tuple(...cells), { maxLength: mostRows, size: 'max' }), sizes).map(
    ([rows, chosen]) => ({
      columns,
      rows,
      blockRows: cut(rows.length, chosen),
    }),
  )
}

/** Sizes of blocks, in turn, until all rows are in one. */
function cut(rows: number, sizes: number[]): number[] {
  const blocks: number[] = []
  for (let at = 0; at < rows; at += blocks.at(-1) ?? 0) {
    blocks.push(Math.min(rows - at, sizes[blocks.length % sizes.length] ?? 1))
  }
  return blocks
}
