/** What every format must do whose slices render in any order. */
import { expect, it } from '@jest/globals'
import { type Arbitrary, assert, asyncProperty, infiniteStream, nat, property } from 'fast-check'
import type { Fragment, SlicedFormat } from '../../formats/format.ts'
import { type AnyExport, upTo } from './anyTable.ts'
import { collect, documentOf, each, renderSlices, SAMPLE } from './renderWhole.ts'

async function* failing(): AsyncGenerator<Fragment> {
  yield* await Promise.reject<Fragment[]>(new Error('The source broke'))
}

export function slicedContract(
  format: SlicedFormat,
  exports: Arbitrary<AnyExport>,
  runs: number,
): void {
  it('gives the same bytes whatever the order in which its slices are rendered', async () => {
    await assert(
      asyncProperty(exports, infiniteStream(nat()), async ({ table, settings }, keys) => {
        const { document, blocks } = documentOf(table, settings)
        const inOrder = renderSlices(format, document, blocks)
        const order = Array.from(keys.take(inOrder.length), (key, index) => ({ key, index }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ index }) => index)
        const shuffled = renderSlices(format, document, blocks, order)
        const [planned, other] = [inOrder, shuffled].map((all) =>
          collect(format.join(document, each(all))),
        )
        expect((await other)?.equals((await planned) ?? Buffer.of())).toBe(true)
      }),
      upTo(runs),
    )
  })

  it('plans every row of every block once and in order, one slice or more a block', () => {
    assert(
      property(exports, ({ table, settings }) => {
        const { document } = documentOf(table, settings)
        const planned = format
          .plan(document)
          .flatMap(({ block, from, to }) =>
            Array.from({ length: to - from }, (_, i) => [block, from + i]),
          )
        expect(planned).toEqual(
          document.blockRows.flatMap((rows, block) =>
            Array.from({ length: rows }, (_, row) => [block, row]),
          ),
        )
      }),
      upTo(runs),
    )
  })

  it('stops its source when the reader of the file stops', async () => {
    const { document, blocks } = documentOf(SAMPLE)
    const fragments = renderSlices(format, document, blocks)
    let given = 0
    let isStopped = false
    async function* source() {
      try {
        for (const fragment of fragments) {
          given += 1
          yield fragment
        }
      } finally {
        isStopped = true
      }
    }
    for await (const bytes of format.join(document, source())) {
      if (given > 0 && bytes.length > 0) break
    }
    expect(isStopped).toBe(true)
    expect(given).toBeLessThan(fragments.length)
  })

  it('does not end a file that lacks a fragment', async () => {
    const { document, blocks } = documentOf(SAMPLE)
    const fragments = renderSlices(format, document, blocks)
    const joined = collect(format.join(document, each(fragments.slice(0, -1))))
    await expect(joined).rejects.toThrow(`${fragments.length - 1} of ${fragments.length} fragments`)
  })

  it('fails as its source fails', async () => {
    const { document } = documentOf(SAMPLE)
    await expect(collect(format.join(document, failing()))).rejects.toThrow('source broke')
  })
}
