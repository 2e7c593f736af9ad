/** What runs on a thread of the render pool. Imports as little as it can: each thread has its own. */
import { once } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { RowBlock } from '../../contract/rows/index.ts'
import { createFormats, type Fragment, zippedFormat } from '../../formats/index.ts'
// Not through the index, which would bring the stores' clients into every thread.
import { decodeBlock } from '../../stores/stagedRows/codec.ts'
import { discarded } from './discarded.ts'
import {
  type Answer,
  Said,
  type SentBlock,
  type SequenceTask,
  type SlicesTask,
} from './messages.ts'
import { ownBytes } from './ownBytes.ts'

const formats = createFormats()

/** Fragments of all slices of a block. */
export function renderSlices({ document, fileType, isZipped, slices, block }: SlicesTask) {
  const plain = formats[fileType]
  if (plain.kind !== 'sliced') throw new Error(`${fileType} has no slices`)
  // A slice does not depend on its file's name in the archive.
  const format = isZipped ? zippedFormat(plain, '') : plain
  // About what the task before left: its block, and what that became.
  discarded(2 * block.rawBytes)
  const rows = readBlock(block, document.exportId)
  return moved(slices.map((slice) => format.renderSlice(document, slice, rows)))
}

/** Renders a whole file, and says all that it has to say through the port. */
export async function renderSequence({ document, fileType, port }: SequenceTask): Promise<void> {
  const format = formats[fileType]
  if (format.kind !== 'sequential') throw new Error(`${fileType} is rendered slice by slice`)
  try {
    const bytes = format.render(document, blocksFrom(port, document.exportId), (warnings) => {
      port.postMessage({ kind: Said.WARNINGS, warnings } satisfies Said)
    })
    for await (const chunk of bytes) {
      const own = ownBytes(chunk)
      await ask(port, { kind: Said.BYTES, bytes: own }, [own.buffer])
    }
  } finally {
    port.close()
  }
}

async function* blocksFrom(port: MessagePort, exportId: string): AsyncGenerator<RowBlock> {
  for (;;) {
    const answer = await ask(port, { kind: Said.NEXT_BLOCK })
    if (!('block' in answer)) throw new Error('Asked for a block, told of something else')
    if (answer.block === null) return
    yield readBlock(answer.block, exportId)
  }
}

async function ask(port: MessagePort, said: Said, buffers: ArrayBuffer[] = []): Promise<Answer> {
  const answered = once(port, 'message')
  port.postMessage(said, buffers)
  const [answer] = (await answered) as [Answer]
  return answer
}

/** A block with a row too many or too few would make a wrong file: it must never pass unnoticed. */
function readBlock({ bytes, rawBytes, rows }: SentBlock, exportId: string): RowBlock {
  const block = decodeBlock(bytes, rawBytes)
  if (block.rows === rows) return block
  throw new Error(`A block of export ${exportId} has ${block.rows} rows instead of ${rows}`)
}

/** The fragments, whose bytes go to the main thread without being copied. */
function moved(rendered: Fragment[]) {
  const fragments = rendered.map((fragment) => ({ ...fragment, bytes: ownBytes(fragment.bytes) }))
  const buffers = fragments.map(({ bytes }) => bytes.buffer)
  return move({ [transferableSymbol]: buffers, [valueSymbol]: fragments })
}
