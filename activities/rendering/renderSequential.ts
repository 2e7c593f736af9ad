/** Renders a whole file on one thread of the pool, which asks for blocks and gives bytes in turns. */
import { on } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { assertNever } from '../../contract/index.ts'
import type { SequentialFormat } from '../../formats/index.ts'
import type { EncodedBlock } from '../../stores/index.ts'
import { type Answer, Said } from './messages.ts'
import { ownBytes } from './ownBytes.ts'
import type { Rendering } from './rendering.ts'
import type { RenderPool } from './renderPool.ts'

export async function* renderSequential(
  pool: RenderPool,
  rendering: Rendering<SequentialFormat>,
): AsyncGenerator<Uint8Array> {
  const { format, document, signal } = rendering
  const { port1: port, port2: threadPort } = new MessageChannel()
  const stopped = new AbortController()
  const task = { document, fileType: format.fileType, port: threadPort }
  const rendered = pool.renderSequence(task, AbortSignal.any([signal, stopped.signal]))
  // Without a thread, or with one that died, nothing is said any more.
  rendered.catch(() => undefined).finally(() => port.close())
  try {
    const isRead = yield* converse(port, rendering)
    await rendered
    if (!isRead) throw new Error(`Export ${document.exportId} ended before its last block`)
  } finally {
    stopped.abort()
    port.close()
  }
}

/**
 * Answers what the thread asks until it says no more; gives the bytes that it says, and in the end
 * whether it has read every block.
 */
async function* converse(
  port: MessagePort,
  { blocks, onRows, onWarnings }: Rendering<SequentialFormat>,
): AsyncGenerator<Uint8Array, boolean> {
  const answer = (message: Answer) => {
    port.postMessage(message, transferable(message))
  }
  const source = blocks[Symbol.asyncIterator]()
  let rows = 0
  let isExhausted = false
  try {
    for await (const [said] of on(port, 'message', { close: ['close'] }) as AsyncIterable<[Said]>) {
      switch (said.kind) {
        case Said.WARNINGS:
          onWarnings(said.warnings)
          break
        case Said.BYTES:
          yield said.bytes
          answer({ taken: true })
          break
        case Said.NEXT_BLOCK: {
          onRows(rows)
          const block = await nextBlock(source)
          rows = block?.rows ?? 0
          isExhausted = block === null
          answer({ block })
          break
        }
        default:
          assertNever(said)
      }
    }
    return isExhausted
  } finally {
    await source.return?.()
  }
}

async function nextBlock(source: AsyncIterator<EncodedBlock>) {
  const next = await source.next()
  return next.done ? null : { ...next.value, bytes: ownBytes(next.value.bytes) }
}

function transferable(message: Answer): ArrayBuffer[] {
  return 'block' in message && message.block ? [message.block.bytes.buffer] : []
}
