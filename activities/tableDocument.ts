/** What a format needs to know of the file besides its rows, from the request and the manifest. */
import {
  ExportFailure,
  type ExportRequest,
  FailureCode,
  FileType,
  TITLES,
} from '../contract/index.ts'
import type { Format, TableDocument } from '../formats/index.ts'
import type { StagedManifest } from '../stores/index.ts'

export function tableDocument(request: ExportRequest, manifest: StagedManifest): TableDocument {
  return {
    exportId: manifest.exportId,
    title: request.title ?? TITLES[request.type],
    columns: manifest.columns,
    widths: manifest.widths,
    rows: manifest.rows,
    blockRows: manifest.objects.flatMap(({ blocks }) => blocks.map(({ rows }) => rows)),
    timeZone: manifest.timeZone,
    snapshotAt: manifest.snapshotAt,
    options: request.options ?? {},
  }
}

/** @throws ExportFailure TOO_MANY_ROWS: a file that can't hold every row is not begun. */
export function checkRowLimit(format: Format, { exportId, rows }: TableDocument): void {
  if (format.maxRows === undefined || rows <= format.maxRows) return
  const count = (value: number) => value.toLocaleString('en')
  const others = Object.values(FileType).filter(
    (other) => other !== format.fileType && other !== 'PDF',
  )
  throw new ExportFailure({
    code: FailureCode.TOO_MANY_ROWS,
    message: `Export ${exportId} has ${count(rows)} rows, which exceeds the limit of ${count(format.maxRows)} for ${format.fileType}.`,
    remedy: `Choose ${others.join(' or ')}, or narrow the filters.`,
  })
}
