/**
 * Renders a whole file from its row blocks, whatever the kind of format, as a stream of bytes that
 * waits for its consumer.
 */
import { setImmediate } from 'node:timers/promises'
import { assertNever } from '../contract/index.ts'
import type { RowBlock } from '../contract/rows/index.ts'
import type { Format, Fragment, SlicedFormat, TableDocument, Warnings } from './format.ts'

export interface RenderObserver {
  /** Called when all rows of a block have been rendered. */
  onRows(rows: number): void
  onWarnings(warnings: Warnings): void
}

/**
 * The bytes of the file.
 * @throws Error when the blocks are not those that the document promises.
 */
export function renderBytes(
  format: Format,
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
  observer: RenderObserver,
): AsyncIterable<Uint8Array> {
  const checked = checkedBlocks(document, blocks, observer)
  switch (format.kind) {
    case 'sliced':
      return format.join(document, fragments(format, document, checked, observer))
    case 'sequential':
      return format.render(document, checked, (warnings) => {
        observer.onWarnings(warnings)
      })
    default:
      return assertNever(format)
  }
}

async function* fragments(
  format: SlicedFormat,
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
  observer: RenderObserver,
): AsyncGenerator<Fragment, void, undefined> {
  const slices = format.plan(document)
  let next = 0
  let index = 0
  for await (const block of blocks) {
    for (let slice = slices[next]; slice?.block === index; slice = slices[next]) {
      const fragment = format.renderSlice(document, slice, block)
      observer.onWarnings(fragment.warnings)
      yield fragment
      next += 1
      // A slice takes tens of milliseconds: timers, and with them heartbeats, get their turn.
      await setImmediate()
    }
    index += 1
  }
  if (next !== slices.length) {
    throw new Error(`Rendered ${next} of ${slices.length} slices of export ${document.exportId}`)
  }
}

/** A block too few or too short would make a short file: it must never pass unnoticed. */
async function* checkedBlocks(
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
  observer: RenderObserver,
): AsyncGenerator<RowBlock, void, undefined> {
  let index = 0
  for await (const block of blocks) {
    if (block.rows !== document.blockRows[index]) {
      throw new Error(
        `Block ${index} of export ${document.exportId} has ${block.rows} rows instead of ${document.blockRows[index]}`,
      )
    }
    yield block
    observer.onRows(block.rows)
    index += 1
  }
  if (index !== document.blockRows.length) {
    throw new Error(
      `Export ${document.exportId} has ${index} of ${document.blockRows.length} blocks`,
    )
  }
}
