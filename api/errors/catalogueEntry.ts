/** What the catalogue of errors says of each code. */

export interface CatalogueEntry {
  /** HTTP status of an answer with it; absent for what only the record of a failed job carries. */
  status?: number
  /** Of some answers with it. */
  otherStatus?: number
  title: string
  /** What happened, in a sentence or two. */
  meaning: string
  /** What whoever asked can do. */
  remedy: string
  /** Seconds after which it is worth another try, where waiting helps. */
  retryAfter?: number
}
