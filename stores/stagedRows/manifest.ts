/** The manifest of staged rows: its presence says that every row block is there. */
import type { ExportColumn, ReadFrom } from '../../contract/index.ts'

/** What is known of the rows besides the rows themselves. */
export interface StagedTable {
  exportId: string
  attempt: number
  columns: ExportColumn[]
  /** Widest cell of each column among the first rows, heading excluded, in Latin letters. */
  widths: number[]
  /** IANA zone in which the file shows date-times. */
  timeZone: string
  /** When the snapshot was taken, in milliseconds since 1970. */
  snapshotAt: number
  readFrom: ReadFrom
}

/** Where one row block lies in its object. */
export interface StagedBlock {
  /** First byte. */
  offset: number
  /** Compressed bytes. */
  bytes: number
  rows: number
  /** Bytes before compression. */
  rawBytes: number
}

export interface StagedObject {
  key: string
  blocks: StagedBlock[]
}

export interface StagedManifest extends StagedTable {
  /** Objects in the order of the rows. */
  objects: StagedObject[]
  rows: number
}

/** Key of the manifest of the staged rows under a prefix. */
export function manifestKey(prefix: string): string {
  return `${prefix}/manifest.json`
}
