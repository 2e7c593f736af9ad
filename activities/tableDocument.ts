/** What a format needs to know of the file besides its rows, from the request and the manifest. */
import { type ExportRequest, TITLES } from '../contract/index.ts'
import type { TableDocument } from '../formats/index.ts'
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
