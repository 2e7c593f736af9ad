/**
 * By what a finished file is found again that an identical request may be answered with. Only a hint:
 * whoever reuses a file looks at the record of its export, which may be gone or too old by now.
 */
export interface ReuseIndex {
  /** Notes the export that was finished last of those with this digest, for so many seconds. */
  remember(digest: string, exportId: string, options: { seconds: number }): Promise<void>
  /** Id of an export with this digest; undefined where none is known. */
  find(digest: string): Promise<string | undefined>
  /** Lets go of what the index holds open. */
  close(): Promise<void>
}

/** No request reuses a file whose rows are older, in seconds: a week. */
export const LONGEST_REUSE_SECONDS = 604_800
