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
  /** Of a file of changes, when they end, in milliseconds since 1970. */
  changesUntil?: number | undefined
  /** IANA zone of the day that is named. */
  timeZone: string
  /** Without the dot. */
  extension: string
}

/**
 * `SOW-2026-11-25-3f2b8c1e.xlsx`: type, day of the snapshot, start of the export's id. A file of
 * changes has the day of their end instead: `SOW-changes-2026-11-25-3f2b8c1e.xlsx`.
 */
export function fileNameOf(parts: FileNameParts): string {
  const { type, exportId, snapshotAt, changesUntil, timeZone, extension } = parts
  const wallClock = new DateTimeFormatter(timeZone).wallClock(changesUntil ?? snapshotAt)
  const day = formatDay(Math.floor(wallClock / DAY))
  const shortId = Array.from(exportId.replace(FORBIDDEN, '')).slice(0, SHORT_ID).join('')
  const content = changesUntil === undefined ? type : `${type}-changes`
  return `${content}-${day}-${shortId}.${extension}`
}
