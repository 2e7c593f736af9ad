/**
 * XLSX workbooks: typed cells, a styled and frozen header with a filter, further sheets where one is
 * full. Rows are written as XML and compressed slice by slice, on any thread; exceljs makes what is
 * around them. Knows nothing of queries, storage or Temporal.
 */
import { FileType } from '../../contract/index.ts'
import type { SlicedFormat } from '../format.ts'
import { checkColumnLimit } from './columnLimit.ts'
import { joinWorkbook } from './join.ts'
import { layoutOf, MAX_SHEET_ROWS, planSlices } from './plan.ts'
import { renderRows } from './rows.ts'
import { buildTemplate, type TemplateBuilder } from './template.ts'

export interface XlsxFormatSettings {
  /** Rows of a sheet below its header; a title row takes one of them. Default and most: Excel's 1,048,575. */
  sheetRows?: number
  /** Makes what is around the rows. Default: on the spot. */
  buildTemplate?: TemplateBuilder
}

export function createXlsxFormat({
  sheetRows = MAX_SHEET_ROWS,
  buildTemplate: build = buildTemplate,
}: XlsxFormatSettings = {}): SlicedFormat {
  return {
    kind: 'sliced',
    fileType: FileType.XLSX,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    check: checkColumnLimit,
    plan: (document) => planSlices(document, layoutOf(document, sheetRows)),
    renderSlice(document, slice, block) {
      const { headerRow } = layoutOf(document, sheetRows)
      return renderRows(document, slice, block, headerRow + 1 + slice.sheetRow)
    },
    join: (document, fragments) =>
      joinWorkbook(document, fragments, layoutOf(document, sheetRows), build),
  }
}
