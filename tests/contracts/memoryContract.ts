/** Holds a format to memory that does not grow with the rows: a slope, never a total. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from '@jest/globals'
import { number, object } from 'zod'
import type { FileType } from '../../contract/index.ts'

export interface MemoryCase {
  /** Rows of the two files that are compared. */
  few: number
  many: number
}

/**
 * A small heap, so that garbage is collected early and does not look like growth. With it, two runs
 * of the same rows differ by up to 18 MB at their peaks and by 5 MB in what is in use.
 */
const SMALL_HEAP = ['--expose-gc', '--max-old-space-size=64', '--max-semi-space-size=4']
const PEAK_NOISE = 32 * 1024 * 1024
/** The probe's rows take 90 bytes in a block and more as strings; a third of it is too much to keep. */
const MOST_KEPT_A_ROW = 30
const USAGE = object({ peak: number(), inUse: number(), bytes: number() })

export function memoryContract(fileType: FileType, { few, many }: MemoryCase): void {
  const [fewer, more] = [few, many].map((rows) => rows.toLocaleString('en'))
  it(`needs no more memory for ${more} rows than for ${fewer}`, async () => {
    const [small, large] = [await usageOf(fileType, few), await usageOf(fileType, many)]
    expect(large.inUse - small.inUse).toBeLessThan((many - few) * MOST_KEPT_A_ROW)
    expect(large.peak - small.peak).toBeLessThan(PEAK_NOISE)
    // Both files were rendered to their ends.
    expect(large.bytes / small.bytes).toBeGreaterThan((0.9 * many) / few)
  })
}

async function usageOf(fileType: FileType, rows: number) {
  const program = fileURLToPath(new URL('memoryProbe.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...SMALL_HEAP,
    program,
    fileType,
    String(rows),
  ])
  return USAGE.parse(JSON.parse(stdout))
}
