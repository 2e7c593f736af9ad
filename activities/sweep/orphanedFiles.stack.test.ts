/** Complete files: whatever a record names stays, and so does what may still be published. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { filePrefix } from '../../stores/index.ts'
import { type SweepWorld, sweepWorld } from '../../tests/support/sweepWorld.ts'

let world: SweepWorld

beforeAll(async () => {
  world = await sweepWorld()
})
afterEach(async () => {
  const { objects } = world.store
  await objects.remove(await objects.list('exports/'))
})
afterAll(() => world.dispose())

async function fileOf(exportId: string, attempt = 1, token = '00ff'): Promise<string> {
  const key = `${filePrefix(exportId, attempt)}${token}/SOW.csv`
  await world.store.objects.put(key, Buffer.from('Services\r\n'))
  return key
}

const sweep = async () => (await world.sweep('removeOrphanedFiles')).counts
const files = () => world.store.objects.list('exports/')

describe('removeOrphanedFiles', () => {
  it('removes a file that no record names, and none that one does, of whatever job', async () => {
    const cancelled = await world.insertJob({ status: 'CANCELLED' })
    const completed = randomUUID()
    const [orphaned, published] = [await fileOf(cancelled), await fileOf(completed, 1, 'aa')]
    const twin = await fileOf(completed, 1, 'bb')
    await world.insertJob({ id: completed, status: 'COMPLETED', objectKey: published })
    // Its own record let go of it: it is another's now.
    const removed = await world.insertJob({ status: 'COMPLETED', deletedAt: world.knex.fn.now() })
    const shared = await fileOf(removed)
    await world.insertJob({ status: 'COMPLETED', objectKey: shared, reusedFrom: removed })

    expect(await sweep()).toEqual({ removed: 2, kept: 0 })
    expect(await files()).toEqual([published, shared].toSorted())
    expect(await files()).not.toEqual(expect.arrayContaining([orphaned, twin]))
    expect(await sweep()).toEqual({ removed: 0, kept: 0 })
  })

  it('keeps the file of an attempt that may still publish it, and not those of earlier ones', async () => {
    const exportId = await world.insertJob({ attempt: 2, startedAt: world.knex.fn.now() })
    const [, current] = [await fileOf(exportId, 1), await fileOf(exportId, 2)]
    expect(await sweep()).toEqual({ removed: 1, kept: 1 })
    expect(await files()).toEqual([current])
  })

  it('keeps the file of an attempt whose run is open, until it is over', async () => {
    const exportId = await world.insertJob({ status: 'CANCELLED' })
    const key = await fileOf(exportId)
    await world.startRun(exportId)
    expect(await sweep()).toEqual({ removed: 0, kept: 1 })
    expect(await files()).toEqual([key])
    await world.terminateRun(exportId)
    expect(await sweep()).toEqual({ removed: 1, kept: 0 })
    expect(await files()).toEqual([])
  })

  it('finds those without a record wherever it begins, and keeps what is not an export’s', async () => {
    await fileOf('0000')
    await fileOf('ffffffff-ffff')
    await fileOf('zz')
    const { objects } = world.store
    for (const key of ['exports/readme', 'exports/somebody/else.csv', 'other/1/1-aa/SOW.csv']) {
      await objects.put(key, Buffer.from('ours'))
    }
    expect(await sweep()).toEqual({ removed: 3, kept: 0 })
    expect(await files()).toEqual(['exports/readme', 'exports/somebody/else.csv'])
    expect(await objects.list('other/')).toEqual(['other/1/1-aa/SOW.csv'])
  })

  it('removes the others where the store refuses one, which fails the step', async () => {
    const stuck = await fileOf('1')
    await fileOf('2')
    world.refused.add(stuck)
    await expect(sweep()).rejects.toThrow(
      /^Attempts that keep files that no record names: 1\. .*Access/,
    )
    expect(await files()).toEqual([stuck])
    world.refused.clear()
    expect(await sweep()).toEqual({ removed: 1, kept: 0 })
  })
})
