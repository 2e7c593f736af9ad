/** Stages rows as the fetching step does, widths sampled on the way. */
import { type ExportColumn, ReadFrom } from '../../contract/index.ts'
import { type RowBlock, WidthSampler } from '../../contract/rows/index.ts'
import type { ObjectStore } from '../../stores/index.ts'
import { StagedRowsWriter } from '../../stores/stagedRows/index.ts'

export interface Source {
  columns: ExportColumn[]
  blocks: Iterable<RowBlock> | AsyncIterable<RowBlock>
}

/** Gives the manifest's key. `prefix` is the store's place for these rows alone. */
export async function stageRows(
  { columns, blocks }: Source,
  store: Pick<ObjectStore, 'put'>,
  prefix: string,
): Promise<string> {
  const writer = new StagedRowsWriter(store, prefix, new AbortController().signal)
  const sampler = new WidthSampler(columns)
  for await (const block of blocks) {
    sampler.add(block)
    await writer.add(block)
  }
  return await writer.finish({
    exportId: '3f2b8c1e-0000-4000-8000-000000000000',
    attempt: 1,
    columns,
    widths: sampler.widths,
    timeZone: 'UTC',
    snapshotAt: Date.parse('2026-11-25T19:05:09Z'),
    readFrom: ReadFrom.PRIMARY,
  })
}
