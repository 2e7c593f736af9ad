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
  /**
   * Bytes that a row may leave in memory. Default 20: a row takes 33 compressed in a workbook, 90 in
   * a row block, and more as strings.
   */
  keptARow?: number
}

/** A small heap, so that garbage is collected early and does not look like growth. */
const SMALL_HEAP = ['--expose-gc', '--max-old-space-size=64', '--max-semi-space-size=4']
/** In bytes. Peaks of the same rows differ by up to half of it. */
const PEAK_NOISE = 32 * 1024 * 1024
const USAGE = object({ peak: number(), inUse: number(), bytes: number() })

export function memoryContract(fileType: FileType, { few, many, keptARow = 20 }: MemoryCase): void {
  const [fewer, more] = [few, many].map((rows) => rows.toLocaleString('en'))
  it(`needs no more memory for ${more} rows than for ${fewer}`, async () => {
    const [small, large] = [await usageOf(fileType, few), await usageOf(fileType, many)]
    // What is in use varies by 0.2 MB from run to run, so that it shows small slopes.
    expect(large.inUse - small.inUse).toBeLessThan((many - few) * keptARow)
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
