/** Writes row blocks to staging, in order; they count only once `finish` has put the manifest. */
import type { RowBlock } from '../../contract/rows/index.ts'
import type { ObjectStore } from '../objectStore.ts'
import { encodeBlock } from './codec.ts'
import {
  manifestKey,
  type StagedManifest,
  type StagedObject,
  type StagedTable,
} from './manifest.ts'

/** An object is closed once it holds this many bytes; its last block may cross the line. */
const OBJECT_BYTES = 2 * 1024 * 1024

export class StagedRowsWriter {
  readonly #store: Pick<ObjectStore, 'put'>
  readonly #prefix: string
  readonly #signal: AbortSignal
  readonly #objects: StagedObject[] = []
  #open: StagedObject
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #rows = 0
  /** The object on its way: one at a time, so that memory is bounded and the fetch waits. */
  #putting: Promise<void> = Promise.resolve()

  /** @param prefix where the objects go; no other writer may use it. */
  constructor(store: Pick<ObjectStore, 'put'>, prefix: string, signal: AbortSignal) {
    this.#store = store
    this.#prefix = prefix
    this.#signal = signal
    this.#open = this.#nextObject()
  }

  get rows(): number {
    return this.#rows
  }

  async add(block: RowBlock): Promise<void> {
    const { bytes: piece, rawBytes } = await encodeBlock(block)
    this.#open.blocks.push({
      offset: this.#pieceBytes,
      bytes: piece.length,
      rows: block.rows,
      rawBytes,
    })
    this.#pieces.push(piece)
    this.#pieceBytes += piece.length
    this.#rows += block.rows
    if (this.#pieceBytes >= OBJECT_BYTES) await this.#closeObject()
  }

  /** Puts what is left and then the manifest; gives the manifest's key. */
  async finish(table: StagedTable): Promise<string> {
    if (this.#pieces.length > 0) await this.#closeObject()
    await this.#putting
    const manifest: StagedManifest = { ...table, objects: this.#objects, rows: this.#rows }
    const key = manifestKey(this.#prefix)
    await this.#store.put(key, Buffer.from(JSON.stringify(manifest)), this.#signal)
    return key
  }

  async #closeObject(): Promise<void> {
    await this.#putting
    const { key } = this.#open
    const body = Buffer.concat(this.#pieces)
    this.#objects.push(this.#open)
    this.#open = this.#nextObject()
    this.#pieces = []
    this.#pieceBytes = 0
    this.#putting = this.#store.put(key, body, this.#signal)
    // Awaited at the next object or at the end; until then a rejection must not go unhandled.
    this.#putting.catch(() => undefined)
  }

  #nextObject(): StagedObject {
    const name = String(this.#objects.length).padStart(5, '0')
    return { key: `${this.#prefix}/rows-${name}`, blocks: [] }
  }
}
