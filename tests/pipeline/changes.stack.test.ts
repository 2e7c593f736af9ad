/**
 * Files of changes as they are published: what is in them, what they are called, and that the program
 * of docs/requesting.md makes of them and the file before what a fresh file of all rows holds.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { readProperties } from '../support/pdf.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'

const COLUMNS = ['scopeOfWorkName', 'status', 'totalAmount']
const HEADINGS = ['Scope Of Work Name', 'Status', 'Total Amount', 'Scope Id']
/** After all of the sample, on both sides of a midnight in New York. */
const START = '2027-03-14T04:59:59.999999Z'
const EDGE = '2027-03-14T05:00:00Z'
const END = '2027-03-15T04:00:00.000001Z'
const FULL = { start: null, end: START }

describe('a published file of changes', () => {
  let pipeline: Pipeline
  let folder: string

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 500 })
    folder = await mkdtemp(join(tmpdir(), 'connexus-changes-'))
    await pipeline.start('bridge')
    await pipeline.start('worker')
  }, 120_000)
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await pipeline.dispose()
  }, 60_000)

  async function published(
    window: { start: string | null; end: string },
    { fileType = 'CSV', ...data }: Record<string, unknown> = {},
  ) {
    const exportId = await pipeline.insertJob({ fileType: String(fileType) })
    await pipeline.sql.query(
      `UPDATE "ExportJob" SET "windowStart" = $1, "windowEnd" = $2 WHERE "id" = $3`,
      [window.start, window.end, exportId],
    )
    const timeZone = 'America/New_York'
    await pipeline.send(exportId, { columns: COLUMNS, timeZone, compress: 'NONE', ...data })
    const { status, fileName } = await pipeline.untilOver(exportId)
    expect(status).toBe('COMPLETED')
    const name = String(fileName)
    expect(name).toContain(`-${exportId.slice(0, 8)}.`)
    const file = await pipeline.file(exportId)
    const path = join(folder, name)
    await writeFile(path, file)
    return { file, path, kind: name.slice(0, name.indexOf(`-${exportId.slice(0, 8)}`)) }
  }

  /** Ids of so many rows of the status, none of them deleted. */
  async function idsOf(status: string, count: number): Promise<string[]> {
    const { rows } = await pipeline.sql.query<{ id: string }>(
      `SELECT "id" FROM "ScopeOfWork" WHERE "scopeOfWorkStatus" = $1 AND "deletedAt" IS NULL
       ORDER BY "id" LIMIT $2`,
      [status, count],
    )
    return rows.map(({ id }) => id)
  }

  async function change(id: string, assignments: string, at: string): Promise<void> {
    const sql = `UPDATE "ScopeOfWork" SET ${assignments} WHERE "id" = $2`
    await pipeline.sql.query(sql, [at, id])
  }

  it('holds what became of each row, and is applied as the page shows', async () => {
    const filters = { status: 'ACTIVE' }
    const full = await published(FULL, { filters })
    const [headings, ...before] = parse(full.file, { bom: true })
    expect(headings).toEqual(HEADINGS)

    const [renamed = '', archived = '', deleted = '', replaced = ''] = await idsOf('ACTIVE', 4)
    const [activated = '', drafted = ''] = await idsOf('DRAFT', 2)
    const again = randomUUID()
    await change(renamed, `"scopeName" = 'Named anew', "updatedAt" = $1`, EDGE)
    await change(archived, `"scopeOfWorkStatus" = 'ARCHIVED', "updatedAt" = $1`, EDGE)
    await change(deleted, `"deletedAt" = $1`, START)
    await change(replaced, `"deletedAt" = $1`, START)
    await change(activated, `"scopeOfWorkStatus" = 'ACTIVE', "updatedAt" = $1`, START)
    await change(drafted, `"deletedAt" = $1`, EDGE)
    await pipeline.sql.query(
      `INSERT INTO "ScopeOfWork" SELECT $1, "scopeName", "serviceId", "clientId",
         "scopeOfWorkStatus", "createdById", NULL, $2, $2, NULL FROM "ScopeOfWork" WHERE "id" = $3`,
      [again, EDGE, replaced],
    )

    const first = await published({ start: START, end: EDGE }, { filters })
    const second = await published({ start: EDGE, end: END }, { filters })
    const fresh = parse((await published(FULL, { filters })).file, { bom: true, from: 2 })
    const cellsOf = (id: string) => fresh.find((cells) => cells[3] === id) ?? []
    const old = (id: string) => before.find((cells) => cells[3] === id) ?? []
    expect(rowsOf(first.file)).toEqual(
      byId([
        ['deleted', ...old(deleted)],
        ['deleted', ...old(replaced)],
        ['updated', ...cellsOf(activated)],
      ]),
    )
    expect(rowsOf(second.file)).toEqual(
      byId([
        ['updated', 'Named anew', ...cellsOf(renamed).slice(1)],
        ['removed', '', '', '', archived],
        ['deleted', '', '', '', drafted],
        ['created', ...old(replaced).slice(0, 2), '', again],
      ]),
    )
    const applied = await applyAsShown('Scope Id', [full, first, second])
    expect(byId(applied)).toEqual(byId(fresh))
    expect(applied).toHaveLength(before.length - 1)
  })

  it('says in its name that it is one, and the day in its zone on which its window ends', async () => {
    expect((await published({ start: START, end: EDGE })).kind).toBe('SOW-changes-2027-03-14')
    expect((await published({ start: EDGE, end: END })).kind).toBe('SOW-changes-2027-03-15')
    expect((await published(FULL)).kind).not.toContain('changes')
  })

  it('says in its title from when to when, on the clocks of its zone', async () => {
    const { file } = await published({ start: START, end: END }, { fileType: 'PDF' })
    expect((await readProperties(file)).titleInXml).toBe(
      'Scopes of work: changes 2027-03-13 23:59 – 2027-03-15 00:00',
    )
  })

  /** What the program of the page prints, run with the files. */
  async function applyAsShown(
    key: string,
    files: readonly { path: string }[],
  ): Promise<string[][]> {
    const page = await readFile(join(import.meta.dirname, '../../docs/requesting.md'), 'utf8')
    const [, program = ''] = /^```python\n(.*?)^```$/ms.exec(page) ?? []
    const output = execFileSync('python3', ['-c', program, key, ...files.map(({ path }) => path)])
    const [headings, ...rows] = parse(output)
    expect(headings).toEqual(HEADINGS)
    return rows
  }
})

function rowsOf(file: Buffer): string[][] {
  const [headings, ...rows] = parse(file, { bom: true })
  expect(headings).toEqual(['Change', ...HEADINGS])
  return byId(rows)
}

/** The id is the last cell. */
function byId(rows: readonly string[][]): string[][] {
  return rows.toSorted((a, b) => ((a.at(-1) ?? '') < (b.at(-1) ?? '') ? -1 : 1))
}
