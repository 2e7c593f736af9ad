/** What is sent between the main thread and the threads that render: plain data alone. */
import type { MessagePort } from 'node:worker_threads'
import type { FileType } from '../../contract/index.ts'
import type { Slice, TableDocument, Warnings } from '../../formats/index.ts'

/** A row block as it was staged, in a buffer of its own that moves to the thread. */
export interface SentBlock {
  bytes: Uint8Array<ArrayBuffer>
  /** Bytes before compression. */
  rawBytes: number
  /** Rows that it must turn out to have. */
  rows: number
}

/** Asks for the fragments of all slices of one block. */
export interface SlicesTask {
  document: TableDocument
  fileType: FileType
  /** Whether the fragments are for a file in an archive. */
  isZipped: boolean
  slices: Slice[]
  block: SentBlock
}

/** Asks for a whole file of a sequential format; blocks and bytes pass through the port. */
export interface SequenceTask {
  document: TableDocument
  fileType: FileType
  port: MessagePort
}

/** What the thread says through the port. It waits for an answer to all but the warnings. */
export const Said = { NEXT_BLOCK: 'nextBlock', BYTES: 'bytes', WARNINGS: 'warnings' } as const
export type Said =
  | { kind: typeof Said.NEXT_BLOCK }
  | { kind: typeof Said.BYTES; bytes: Uint8Array }
  | { kind: typeof Said.WARNINGS; warnings: Warnings }

/** The answer: the next block, null when there is none, or that bytes have been taken. */
export type Answer = { block: SentBlock | null } | { taken: true }
