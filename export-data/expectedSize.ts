/**
 * What a file of so many cells comes to, in bytes and seconds: by a measured rule of each file type,
 * scaled by what the last exports came to beside it. Knows nothing of queries.
 */
import type { ExpectedSize, FileType } from '../contract/index.ts'
import type { CompletedExport } from '../stores/index.ts'

/** Rows and columns of a file. */
export interface Extent {
  rows: number
  columns: number
}

/** An amount for the file as such, and one for each cell. */
interface Rule {
  fixed: number
  perCell: number
}

/**
 * Measured with the sample of 600,000 scopes of work on 2 virtual cores. Bytes: all three types in
 * their default columns, which lie within a quarter of the rule (CSV 12.9 to 18.4 a cell, XLSX 7.6
 * to 7.9, PDF 10.6 to 14.4). Seconds: the whole exports of bench/RESULTS.md, on an idle machine.
 */
const RULES: Readonly<Record<FileType, Record<keyof ExpectedSize, Rule>>> = {
  CSV: {
    bytes: { fixed: 100, perCell: 15 },
    seconds: { fixed: 0.5, perCell: 1.1e-6 },
  },
  XLSX: {
    bytes: { fixed: 7_000, perCell: 7.8 },
    seconds: { fixed: 0.7, perCell: 1.4e-6 },
  },
  PDF: {
    bytes: { fixed: 150_000, perCell: 12.5 },
    seconds: { fixed: 1, perCell: 3.8e-6 },
  },
}

/**
 * `history` are exports of the same type and file type, of `defaultColumns` columns unless they say
 * otherwise. Each tells how far it was from the rule; the median counts, which one that waited for
 * hours does not move.
 */
export function expectedSize(
  fileType: FileType,
  extent: Extent,
  history: readonly CompletedExport[],
  defaultColumns: number,
): ExpectedSize {
  const expected = (measure: keyof ExpectedSize): number => {
    const rule = RULES[fileType][measure]
    const ratios = history.map((done) => {
      const columns = done.columns ?? defaultColumns
      return done[measure] / applied(rule, { rows: done.rows, columns })
    })
    return applied(rule, extent) * (median(ratios) ?? 1)
  }
  return {
    bytes: Math.round(expected('bytes')),
    seconds: Math.round(expected('seconds') * 10) / 10,
  }
}

function applied({ fixed, perCell }: Rule, { rows, columns }: Extent): number {
  return fixed + perCell * rows * columns
}

/** Undefined of no numbers; of an even count the lower of the two in the middle. */
function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1]
}
