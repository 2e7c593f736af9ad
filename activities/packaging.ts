/** Name, media type and wrapping of the finished file: as it is, or alone in a ZIP archive. */
import { assertNever, Compress, type ExportRequest, FileType } from '../contract/index.ts'
import {
  type Format,
  fileNameOf,
  type TableDocument,
  ZIP_EXTENSION,
  ZIP_MEDIA_TYPE,
  zipped,
  zippedFormat,
} from '../formats/index.ts'
import type { StagedManifest } from '../stores/index.ts'
import type { ChangesHeld } from './tableDocument.ts'

export interface Packaging {
  fileName: string
  mediaType: string
  /** Renders the file, or the archive with the file in it. */
  format: Format
  /** Gets what the format renders, and gives the bytes to store. */
  wrap(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/** What is known before the first byte. */
export interface Unpackaged {
  request: ExportRequest
  format: Format
  document: TableDocument
  changes: ChangesHeld | undefined
  manifest: Pick<StagedManifest, 'objects'>
  /** Staged bytes above which `compress: AUTO` puts a CSV into an archive; 0 is never. */
  zipCsvBytes: number
}

/** Settled before the first byte, since the upload is created with name and media type. */
export function packagingOf(file: Unpackaged): Packaging {
  const { request, format, document, changes } = file
  const named = { ...document, type: request.type, changesUntil: changes?.until }
  const nameWith = (extension: string) => fileNameOf({ ...named, extension })
  const fileName = nameWith(format.extension)
  if (!isZipped(file)) return { fileName, mediaType: format.mediaType, format, wrap: asItIs }
  const archive = { fileName: nameWith(ZIP_EXTENSION), mediaType: ZIP_MEDIA_TYPE }
  const isCompressed = format.fileType === FileType.XLSX
  if (format.kind === 'sliced' && !isCompressed) {
    return { ...archive, format: zippedFormat(format, fileName), wrap: asItIs }
  }
  return {
    ...archive,
    format,
    // A workbook is an archive already: deflating it again costs time and saves nothing.
    wrap: (bytes) => zipped(fileName, bytes, { store: isCompressed }),
  }
}

function isZipped({ request, format, manifest, zipCsvBytes }: Unpackaged): boolean {
  const { compress = Compress.AUTO } = request
  switch (compress) {
    case Compress.ZIP:
      return true
    case Compress.NONE:
      return false
    case Compress.AUTO:
      // The other file types are compressed in themselves.
      return (
        format.fileType === FileType.CSV && zipCsvBytes > 0 && stagedBytes(manifest) > zipCsvBytes
      )
    default:
      return assertNever(compress)
  }
}

function stagedBytes({ objects }: Pick<StagedManifest, 'objects'>): number {
  return objects.flatMap(({ blocks }) => blocks).reduce((sum, { bytes }) => sum + bytes, 0)
}

function asItIs(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return bytes
}
