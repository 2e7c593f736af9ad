/**
 * Which record names which finished file. Several may name one, where a job was answered with the
 * file of an identical one; it is removed with the last of them.
 */

export const FileOutcome = {
  /** No other record needs it: it is removed. */
  REMOVED: 'REMOVED',
  /** Another record still offers it: it stays, and this record no longer names it. */
  SHARED: 'SHARED',
  /** The record names no file, or still offers it: nothing was done. */
  NONE: 'NONE',
} as const
export type FileOutcome = (typeof FileOutcome)[keyof typeof FileOutcome]

export interface ExportFiles {
  /** Ids of records that name a file though they expired or were removed; `limit` at most. */
  releasable(limit: number): Promise<string[]>
  /**
   * Lets go of the file of a record that expired or was removed, by the database's clock. All records
   * that name it are locked meanwhile, so that none can come to share it. Where `removeFile` rejects,
   * nothing has changed.
   */
  release(exportId: string, removeFile: (objectKey: string) => Promise<void>): Promise<FileOutcome>
  /** Those of the keys that a record names, of whatever state. One that none names can't be shared. */
  namedAmong(objectKeys: readonly string[]): Promise<ReadonlySet<string>>
}
