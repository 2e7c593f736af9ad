import { describe, expect, it } from '@jest/globals'
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import { Failures } from './failures.ts'

const refusing = (n: number) => () =>
  Promise.reject(
    new ExportFailure({
      code: FailureCode.STORAGE_UNAVAILABLE,
      message: `Key ${n} was refused.`,
      remedy: 'Look at the bucket.',
    }),
  )
const fine = () => Promise.resolve()

describe('Failures', () => {
  it('throws nothing where nothing failed', async () => {
    const failures = new Failures('Files that could not be removed')
    await failures.count(fine)
    expect(() => failures.throwIfAny()).not.toThrow()
  })

  it('says how many failed, and of what the first did', async () => {
    const failures = new Failures('Files that could not be removed')
    for (const n of [1, 2, 3]) {
      await failures.count(refusing(n))
      await failures.count(fine)
    }
    expect(() => failures.throwIfAny()).toThrow(
      expect.objectContaining({
        summary: {
          code: 'STORAGE_UNAVAILABLE',
          message: 'Files that could not be removed: 3. The first: Key 1 was refused.',
          remedy: 'Look at the bucket.',
        },
      }),
    )
  })

  it('gives up at the tenth in a row, and not at the tenth of many', async () => {
    const failures = new Failures('Files that could not be removed')
    for (let n = 1; n < 10; n += 1) await failures.count(refusing(n))
    await failures.count(fine)
    for (let n = 10; n < 19; n += 1) await failures.count(refusing(n))
    await expect(failures.count(refusing(19))).rejects.toThrow(
      'Files that could not be removed: 19.',
    )
  })
})
