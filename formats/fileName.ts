/** Names of files as the requester sees them. */
import type { ExportRequestType } from '../contract/index.ts'
import { DAY, DateTimeFormatter, formatDay } from './values.ts'

/** Characters of the export id that tell two files of one day apart. */
const SHORT_ID = 8
/** Path separators, and what Windows or a header does not take. */
const FORBIDDEN = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

export interface FileNameParts {
  type: ExportRequestType
  exportId: string
  /** In milliseconds since 1970. */
  snapshotAt: number
  /** IANA zone, whose day of `snapshotAt` is named. */
  timeZone: string
  /** Without the dot. */
  extension: string
}

/** `SOW-2026-11-25-3f2b8c1e.xlsx`: type, day of the snapshot, start of the export's id. */
export function fileNameOf(parts: FileNameParts): string {
  const { type, exportId, snapshotAt, timeZone, extension } = parts
  const day = formatDay(Math.floor(new DateTimeFormatter(timeZone).wallClock(snapshotAt) / DAY))
  const shortId = Array.from(exportId.replace(FORBIDDEN, '')).slice(0, SHORT_ID).join('')
  return `${type}-${day}-${shortId}.${extension}`
}
