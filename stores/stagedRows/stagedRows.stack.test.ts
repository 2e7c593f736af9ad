import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ReadFrom } from '../../contract/index.ts'
import { type RowBlock, RowBlockBuilder } from '../../contract/rows/index.ts'
import { freshObjectStore, type TestObjectStore } from '../../tests/support/objectStore.ts'
import type { ObjectStore } from '../objectStore.ts'
import { decodeBlock } from './codec.ts'
import { readManifest, StagedRowsWriter, type StagedTable, stagedBlocks } from './index.ts'

const TABLE: StagedTable = {
  exportId: 'e1',
  attempt: 1,
  columns: [
    { key: 'name', heading: 'Name', type: 'text' },
    { key: 'at', heading: 'At', type: 'date-time' },
    { key: 'isActive', heading: 'Active', type: 'boolean' },
  ],
  widths: [10, 19, 5],
  timeZone: 'UTC',
  snapshotAt: 1_764_000_000_000,
  readFrom: ReadFrom.REPLICA,
}
const never = new AbortController().signal

function blockOf(rows: number, first: number): RowBlock {
  const builder = new RowBlockBuilder(TABLE.columns)
  for (let i = first; i < first + rows; i += 1) {
    builder.append([i % 3 === 0 ? null : `n°${i}`, i * 1000, i % 2 === 0])
  }
  return builder.take()
}

describe('staged rows', () => {
  let bucket: TestObjectStore
  let store: ObjectStore
  beforeAll(async () => {
    bucket = await freshObjectStore()
    store = bucket.objects
  })
  afterAll(() => bucket.dispose())

  it('come back block by block as they went in', async () => {
    const writer = new StagedRowsWriter(store, 'staging/e1/1-a', never)
    const blocks = [blockOf(2000, 0), blockOf(2000, 2000), blockOf(7, 4000)]
    for (const block of blocks) await writer.add(block)
    const key = await writer.finish(TABLE)

    const manifest = await readManifest(store, key)
    expect(manifest.rows).toBe(4007)
    expect(manifest.readFrom).toBe(ReadFrom.REPLICA)
    const back = await Array.fromAsync(stagedBlocks(store, manifest, never))
    expect(back.map(({ rows }) => rows)).toEqual([2000, 2000, 7])
    expect(back.map(({ bytes, rawBytes }) => decodeBlock(bytes, rawBytes))).toEqual(blocks)
  })

  it('that the version before staged were read from the primary', async () => {
    const { readFrom: _, ...older } = { ...TABLE, objects: [], rows: 0 }
    await store.put('staging/e1/1-o/manifest.json', Buffer.from(JSON.stringify(older)))
    const manifest = await readManifest(store, 'staging/e1/1-o/manifest.json')
    expect(manifest.readFrom).toBe(ReadFrom.PRIMARY)
  })

  it('do not exist without their manifest', async () => {
    const writer = new StagedRowsWriter(store, 'staging/e1/1-b', never)
    await writer.add(blockOf(3, 0))
    await expect(readManifest(store, 'staging/e1/1-b/manifest.json')).rejects.toMatchObject({
      code: 'STAGED_ROWS_MISSING',
    })
  })

  it('say that they are missing when one of their objects is gone', async () => {
    const writer = new StagedRowsWriter(store, 'staging/e1/1-c', never)
    await writer.add(blockOf(3, 0))
    const manifest = await readManifest(store, await writer.finish(TABLE))
    await store.remove(['staging/e1/1-c/rows-00000'])
    await expect(Array.fromAsync(stagedBlocks(store, manifest, never))).rejects.toMatchObject({
      code: 'STAGED_ROWS_MISSING',
    })
  })

  it('hold no rows at all when there were none', async () => {
    const writer = new StagedRowsWriter(store, 'staging/e1/1-d', never)
    const manifest = await readManifest(store, await writer.finish(TABLE))
    expect(manifest.rows).toBe(0)
    expect(await Array.fromAsync(stagedBlocks(store, manifest, never))).toEqual([])
  })
})
