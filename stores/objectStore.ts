/**
 * The object store: finished files and staged rows. An upload is invisible until it is completed
 * and appears whole or not at all.
 */

/** What is fixed about an object when its upload begins. */
export interface UploadDescription {
  key: string
  mediaType: string
  /** Value of `Content-Disposition`. */
  disposition: string
  /** ASCII names and values, readable with the object. */
  metadata: Record<string, string>
}

/** An upload that is not completed yet. */
export interface Upload {
  key: string
  uploadId: string
}

/** A part that the store has received. */
export interface UploadedPart {
  partNumber: number
  bytes: number
  etag: string
  /** As the store computed it; absent where it keeps none. */
  crc32?: string
}

/** What the store says of an object. */
export interface StoredObject {
  bytes: number
  mediaType: string
  metadata: Record<string, string>
  /** CRC-32 of the whole object, in base64; absent where the store only has one of the parts. */
  crc32?: string
}

/** How a link's answer is to be named and taken. */
export interface LinkOptions {
  /** How long the link works, in seconds. */
  seconds: number
  mediaType: string
  /** Value of `Content-Disposition`. */
  disposition: string
}

/** Smallest and largest number that a part may have. */
export const LAST_PART_NUMBER = 10_000

/** Every call rejects with an ExportFailure STORAGE_UNAVAILABLE when the store can't serve it. */
export interface ObjectStore {
  put(key: string, body: Uint8Array, signal?: AbortSignal): Promise<void>
  /** The whole object, or undefined when there is none. */
  get(key: string, signal?: AbortSignal): Promise<Buffer | undefined>
  describe(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>
  /** An address that gives the object to whoever has it. Signed here: the store is not asked. */
  link(key: string, options: LinkOptions): Promise<string>
  /** Keys that begin with the prefix. */
  list(prefix: string): Promise<string[]>
  /**
   * As `list`, 1,000 at most at a time and in the order of their bytes; from the first key beyond
   * `after`, which need not be one.
   */
  pages(prefix: string, after?: string): AsyncIterable<string[]>
  /**
   * What follows the prefix up to the next `/`, each once and with that: of `staging/` the folders
   * `staging/<exportId>/`, however many objects each has.
   */
  listFolders(prefix: string): Promise<string[]>
  /** Unfinished uploads whose key begins with the prefix. */
  listUploads(prefix: string): Promise<Upload[]>
  /** Removes the objects; those that are gone already are no error. */
  remove(keys: readonly string[]): Promise<void>
  createUpload(description: UploadDescription): Promise<Upload>
  /** Sends a part; one that was sent before under the same number is replaced. */
  uploadPart(
    upload: Upload,
    partNumber: number,
    body: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void>
  /** Parts in order, or undefined when there is no such upload (any more). */
  listParts(upload: Upload, signal?: AbortSignal): Promise<UploadedPart[] | undefined>
  /**
   * Makes the object appear, unless one of that key exists. False when there is no such upload (any
   * more) or the key is taken: the caller looks at the object to learn which.
   */
  completeUpload(
    upload: Upload,
    parts: readonly UploadedPart[],
    signal?: AbortSignal,
  ): Promise<boolean>
  /** Aborts every unfinished upload whose key begins with the prefix; gives their number. */
  abortUploads(prefix: string): Promise<number>
}
