import { afterAll, describe, expect, it } from '@jest/globals'
import {
  createFormats,
  type Format,
  type TableDocument,
  type Warnings,
  zippedFormat,
} from '../../formats/index.ts'
import { encodeBlock } from '../../stores/stagedRows/codec.ts'
import type { EncodedBlock } from '../../stores/stagedRows/index.ts'
import {
  collect,
  documentOf,
  each,
  renderWhole,
  type Table,
} from '../../tests/contracts/renderWhole.ts'
import { RenderPool, renderedBytes } from './index.ts'

const never = new AbortController().signal
const formats = createFormats()
const archives = Object.values(formats).flatMap((format) =>
  format.kind === 'sliced' && format.fileType === 'CSV' ? [zippedFormat(format, 'a.csv')] : [],
)
const pool = new RenderPool({ threads: 2 })
afterAll(() => pool.close())

/** Twenty blocks of which the first take longest, so that threads finish out of order. */
const TABLE: Table = {
  columns: [
    { key: 'name', heading: 'Name', type: 'text' },
    { key: 'budget', heading: 'Budget', type: 'money' },
    { key: 'updated', heading: 'Updated', type: 'date-time' },
  ],
  rows: Array.from({ length: 210 * 20 }, (_, i) => [`Row ${i} → ü`, `${i}.50`, i * 1e10]),
  blockRows: Array.from({ length: 20 }, (_, i) => (20 - i) * 20),
}

async function* encoded(blocks: ReturnType<typeof documentOf>['blocks']) {
  for (const block of blocks) yield { ...(await encodeBlock(block)), rows: block.rows }
}

function rendering(
  format: Format,
  document: TableDocument,
  blocks: AsyncIterable<EncodedBlock>,
  signal = never,
  on = pool,
) {
  const seen = { rows: 0, warnings: [] as Warnings[] }
  const bytes = renderedBytes(on, {
    format,
    document,
    blocks,
    onRows: (rows) => {
      seen.rows += rows
    },
    onWarnings: (warnings) => {
      seen.warnings.push(warnings)
    },
    signal,
  })
  return { bytes, seen }
}

describe.each([...Object.values(formats), ...archives])('$extension on threads', (format) => {
  it('has the bytes that one thread gives, and counts every row', async () => {
    const { document, blocks } = documentOf(TABLE)
    const { file } = await renderWhole(format, document, blocks)
    const { bytes, seen } = rendering(format, document, encoded(blocks))
    expect((await collect(bytes)).equals(file)).toBe(true)
    expect(seen.rows).toBe(4200)
  })

  it('fails when a block holds fewer rows than were staged', async () => {
    const { document, blocks } = documentOf(TABLE)
    const [, ...rest] = blocks
    const [last] = blocks.slice(-1)
    async function* wrong() {
      if (last) yield { ...(await encodeBlock(last)), rows: 400 }
      yield* encoded(rest)
    }
    const { bytes } = rendering(format, document, wrong())
    await expect(collect(bytes)).rejects.toThrow('has 20 rows instead of 400')
  })

  it.each([
    ['has another number of rows', [1, 0], 'Block 0 of export .* has 380 rows instead of 400'],
    ['is missing', [0], 'has 1 of 20 blocks'],
  ])('fails when a block %s', async (_, order, message) => {
    const { document, blocks } = documentOf(TABLE)
    const chosen = order.flatMap((index) => blocks.slice(index, index + 1))
    const { bytes } = rendering(format, document, encoded(chosen))
    await expect(collect(bytes)).rejects.toThrow(new RegExp(message))
  })

  it('stops reading blocks when its reader stops', async () => {
    const { document, blocks } = documentOf(TABLE)
    let state = 'not begun'
    async function* watched() {
      try {
        state = 'reading'
        yield* encoded(blocks)
      } finally {
        state = 'stopped'
      }
    }
    const { bytes } = rendering(format, document, watched())
    for await (const chunk of bytes) if (chunk.length > 0 && state === 'reading') break
    expect(state).toBe('stopped')
  })

  it('fails as its blocks fail', async () => {
    const { document } = documentOf(TABLE)
    async function* failing() {
      yield* await Promise.reject<EncodedBlock[]>(new Error('The store broke'))
    }
    const { bytes } = rendering(format, document, failing())
    await expect(collect(bytes)).rejects.toThrow('The store broke')
  })
})

it('reads no more than a few blocks ahead of a reader that waits', async () => {
  const { document, blocks } = documentOf(TABLE)
  let read = 0
  async function* counted() {
    for await (const block of encoded(blocks)) {
      read += 1
      yield block
    }
  }
  const { bytes } = rendering(formats.CSV, document, counted())
  const iterator = bytes[Symbol.asyncIterator]()
  await iterator.next() // The header.
  await iterator.next() // The first block.
  await new Promise((resolve) => setTimeout(resolve, 100))
  // Two threads and two spare ones, and the one that made the oldest give way.
  expect(read).toBe(5)
  await iterator.return?.()
})

describe('a pool of one thread', () => {
  const single = new RenderPool({ threads: 1 })
  afterAll(() => single.close())

  /** A PDF that holds the thread until it is aborted: its second block never comes before. */
  function holdThread() {
    const { document, blocks } = documentOf(TABLE)
    const abort = new AbortController()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    async function* waiting(): AsyncGenerator<EncodedBlock> {
      yield* encoded(blocks.slice(0, 1))
      reach()
      await new Promise((_, reject) => {
        abort.signal.addEventListener('abort', () => reject(abort.signal.reason))
      })
    }
    const { bytes } = rendering(formats.PDF, document, waiting(), abort.signal, single)
    return { abort, reached, ended: collect(bytes).catch((error: Error) => error.message) }
  }

  it('renders what waited for a thread that was ended', async () => {
    const { document, blocks } = documentOf(TABLE)
    const held = holdThread()
    await held.reached
    const waiting = collect(rendering(formats.CSV, document, encoded(blocks), never, single).bytes)
    held.abort.abort(new Error('Nobody waits'))
    expect(await held.ended).toBe('Nobody waits')
    expect((await waiting).toString()).toMatch(/Row 4199 → ü,4199.50,[^\n]*\r\n$/)
  })

  it('lets go at once of an export that waits for a thread and is cancelled', async () => {
    const { document, blocks } = documentOf(TABLE)
    const held = holdThread()
    await held.reached
    const cancel = new AbortController()
    const waiting = collect(
      rendering(formats.CSV, document, encoded(blocks), cancel.signal, single).bytes,
    )
    setTimeout(() => cancel.abort(new Error('Cancelled')), 100)
    await expect(waiting).rejects.toThrow('Cancelled')
    held.abort.abort(new Error('Nobody waits'))
    await held.ended
  })

  it('ends a thread that is busy with a file that nobody waits for', async () => {
    const huge = 'many words '.repeat(3_000_000)
    const { document, blocks } = documentOf({ columns: TABLE.columns, rows: [[huge, '1', 0]] })
    const abort = new AbortController()
    const busy = rendering(formats.PDF, document, encoded(blocks), abort.signal, single)
    setTimeout(() => abort.abort(), 300)
    await expect(collect(busy.bytes)).rejects.toThrow(/abort/i)
  })

  it('takes nothing more once it is closed', async () => {
    const closed = new RenderPool({ threads: 1 })
    await closed.close()
    const { document, blocks } = documentOf(TABLE)
    const { bytes } = rendering(formats.CSV, document, encoded(blocks), never, closed)
    await expect(collect(bytes)).rejects.toThrow('The render pool is closed')
  })
})

it('gives an empty table its file without a thread', async () => {
  const { document } = documentOf({ ...TABLE, rows: [], blockRows: [] })
  const { bytes } = rendering(formats.CSV, document, each([]))
  expect((await collect(bytes)).toString()).toBe('\uFEFFName,Budget,Updated\r\n')
})
