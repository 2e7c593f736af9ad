/** The bytes of one file, whatever the kind of its format, from its staged blocks. */
import { assertNever } from '../../contract/index.ts'
import type { TableDocument } from '../../formats/index.ts'
import type { EncodedBlock } from '../../stores/index.ts'
import type { Rendering } from './rendering.ts'
import type { RenderPool } from './renderPool.ts'
import { renderSequential } from './renderSequential.ts'
import { renderSliced } from './renderSliced.ts'

/**
 * A stream that renders only a bounded number of blocks ahead of its reader.
 * @throws Error when the blocks are not those that the document promises.
 */
export function renderedBytes(pool: RenderPool, rendering: Rendering): AsyncIterable<Uint8Array> {
  const { format, document } = rendering
  const blocks = promisedBlocks(document, rendering.blocks)
  switch (format.kind) {
    case 'sliced':
      return format.join(document, renderSliced(pool, { ...rendering, format, blocks }))
    case 'sequential':
      return renderSequential(pool, { ...rendering, format, blocks })
    default:
      return assertNever(format)
  }
}

/** A block too few, too many or too short would make a wrong file: it must never pass unnoticed. */
async function* promisedBlocks(
  { exportId, blockRows }: TableDocument,
  blocks: AsyncIterable<EncodedBlock>,
): AsyncGenerator<EncodedBlock> {
  let count = 0
  for await (const block of blocks) {
    if (block.rows !== blockRows[count]) {
      throw new Error(
        `Block ${count} of export ${exportId} has ${block.rows} rows instead of ${blockRows[count]}`,
      )
    }
    count += 1
    yield block
  }
  if (count !== blockRows.length) {
    throw new Error(`Export ${exportId} has ${count} of ${blockRows.length} blocks`)
  }
}
