/** Name, media type and wrapping of the finished file: as it is, or alone in a ZIP archive. */
import { Compress, type ExportRequest, FileType } from '../contract/index.ts'
import {
  type Format,
  fileNameOf,
  type TableDocument,
  ZIP_EXTENSION,
  ZIP_MEDIA_TYPE,
  zipped,
} from '../formats/index.ts'

export interface Packaging {
  fileName: string
  mediaType: string
  wrap(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/** Settled before the first byte, since the upload is created with name and media type. */
export function packagingOf(
  request: ExportRequest,
  format: Format,
  document: TableDocument,
): Packaging {
  const nameWith = (extension: string) => fileNameOf({ ...document, type: request.type, extension })
  const fileName = nameWith(format.extension)
  if (request.compress !== Compress.ZIP) {
    return { fileName, mediaType: format.mediaType, wrap: (bytes) => bytes }
  }
  return {
    fileName: nameWith(ZIP_EXTENSION),
    mediaType: ZIP_MEDIA_TYPE,
    // A workbook is an archive already: deflating it again costs time and saves nothing.
    wrap: (bytes) => zipped(fileName, bytes, { store: format.fileType === FileType.XLSX }),
  }
}
