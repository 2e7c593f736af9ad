/** A worker's memory is bounded, and does not grow with the rows of an export. */
import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { WORKER_MEMORY } from '../../stack/index.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'

const LIMIT_MB = 400
/** What lies in buffers at the moment differs from run to run by some parts and blocks. */
const GROWTH_MB = 60

let pipeline: Pipeline
let worker: number
/** Everything changed since this instant is about a quarter of all rows. */
let quarter: string

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 320_000 })
  const { rows } = await pipeline.sql.query<{ since: Date }>(
    'SELECT "updatedAt" AS since FROM "ScopeOfWork" ORDER BY 1 DESC OFFSET 80000 LIMIT 1',
  )
  quarter = rows[0]?.since.toISOString() ?? ''
  await pipeline.start('bridge')
  worker = (await pipeline.start('worker', WORKER_MEMORY)).pid
}, 180_000)
afterAll(() => pipeline.dispose(), 60_000)

/** The worker's highest resident set during the export, in MB. */
async function peakOf(fileType: string, filters: Record<string, string>): Promise<number> {
  await writeFile(`/proc/${worker}/clear_refs`, '5') // Starts the high-water mark anew.
  const exportId = await pipeline.insertJob({ fileType })
  await pipeline.send(exportId, { filters })
  expect(await pipeline.untilOver(exportId, 120)).toMatchObject({ status: 'COMPLETED' })
  const status = await readFile(`/proc/${worker}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

it.each(['CSV', 'XLSX'])(
  'renders four times the rows as %s in the same memory',
  async (fileType) => {
    await peakOf(fileType, { updatedFrom: quarter })
    const small = await peakOf(fileType, { updatedFrom: quarter })
    const large = await peakOf(fileType, {})
    expect(large).toBeLessThan(LIMIT_MB)
    expect(large - small).toBeLessThan(GROWTH_MB)
  },
  240_000,
)
