/** Renders blocks side by side on the pool's threads, and gives their fragments in order. */
import type { Fragment, Slice, SlicedFormat } from '../../formats/index.ts'
import { ownBytes } from './ownBytes.ts'
import type { Rendering } from './rendering.ts'
import type { RenderPool } from './renderPool.ts'

/** Blocks that wait for a thread or for their reader, beside one for each thread. */
const SPARE_BLOCKS = 2
/** Bytes of row blocks, before compression, under way at once; one block is let in in any case. */
const AHEAD_BYTES = 32 * 1024 * 1024

interface Pending {
  fragments: Promise<Fragment[]>
  rows: number
  rawBytes: number
}

export async function* renderSliced(
  pool: RenderPool,
  { format, document, blocks, onRows, onWarnings, signal }: Rendering<SlicedFormat>,
): AsyncGenerator<Fragment> {
  const stopped = new AbortController()
  const wanted = AbortSignal.any([signal, stopped.signal])
  // Its length grows with the rows, and a slice needs none of it.
  const sent = { ...document, blockRows: [] }
  const slicesOf = Map.groupBy(format.plan(document), ({ block }) => block)
  const pending: Pending[] = []
  let pendingBytes = 0
  let index = 0

  async function* finishOldest(): AsyncGenerator<Fragment> {
    const oldest = pending.shift()
    if (!oldest) return
    const fragments = await oldest.fragments
    pendingBytes -= oldest.rawBytes
    for (const fragment of fragments) {
      onWarnings(fragment.warnings)
      yield fragment
    }
    onRows(oldest.rows)
  }

  try {
    for await (const { bytes, rows, rawBytes } of blocks) {
      signal.throwIfAborted()
      while (isAhead(pending.length, pendingBytes + rawBytes, pool.threads)) yield* finishOldest()
      const slices: Slice[] = slicesOf.get(index) ?? []
      const block = { bytes: ownBytes(bytes), rawBytes, rows }
      const { fileType, isZipped = false } = format
      const task = { document: sent, fileType, isZipped, slices, block }
      const fragments = pool.renderSlices(task, wanted)
      // Awaited when its turn comes, or never if the reader stops before.
      fragments.catch(() => undefined)
      pending.push({ fragments, rows, rawBytes })
      pendingBytes += rawBytes
      index += 1
    }
    while (pending.length > 0) yield* finishOldest()
  } finally {
    stopped.abort()
    // What still runs must not outlive the step.
    await Promise.allSettled(pending.map(({ fragments }) => fragments))
  }
}

function isAhead(blocks: number, bytes: number, threads: number): boolean {
  return blocks >= threads + SPARE_BLOCKS || (blocks > 0 && bytes > AHEAD_BYTES)
}
