/** Renders whole files in tests, without threads and storage. */
import type { ExportColumn } from '../../contract/index.ts'
import {
  type Cell,
  type RowBlock,
  RowBlockBuilder,
  WidthSampler,
} from '../../contract/rows/index.ts'
import {
  type Format,
  type Fragment,
  type SlicedFormat,
  type TableDocument,
  WarningKind,
  type Warnings,
} from '../../formats/format.ts'

export interface Table {
  columns: ExportColumn[]
  /** One cell a column, as `RowBlockBuilder` takes them. */
  rows: Cell[][]
  /** Rows of each block. Default: one block of all rows. */
  blockRows?: number[]
}

/** A small table of three blocks. */
export const SAMPLE: Table = {
  columns: [
    { key: 'name', heading: 'Name', type: 'text' },
    { key: 'budget', heading: 'Budget', type: 'money' },
    { key: 'updated', heading: 'Updated', type: 'date-time' },
  ],
  rows: Array.from({ length: 25 }, (_, i) => [`Row ${i}`, `${i}.50`, i * 1e11]),
  blockRows: [10, 10, 5],
}

export interface RenderedFile {
  file: Buffer
  warnings: Warnings
}

/** A document for a table, and its rows in blocks. */
export function documentOf(
  { columns, rows, blockRows = rows.length > 0 ? [rows.length] : [] }: Table,
  settings: Partial<TableDocument> = {},
): { document: TableDocument; blocks: RowBlock[] } {
  const builder = new RowBlockBuilder(columns)
  const sampler = new WidthSampler(columns)
  let at = 0
  const blocks = blockRows.map((count) => {
    for (const row of rows.slice(at, at + count)) builder.append(row)
    at += count
    const block = builder.take()
    sampler.add(block)
    return block
  })
  const document = {
    exportId: '3f2b8c1e-0000-4000-8000-000000000000',
    title: 'Scopes of work',
    columns,
    widths: sampler.widths,
    rows: rows.length,
    blockRows,
    timeZone: 'UTC',
    snapshotAt: Date.parse('2026-11-25T19:05:09Z'),
    options: {},
    ...settings,
  }
  return { document, blocks }
}

/** The file of a table. */
export async function renderTable(
  format: Format,
  table: Table,
  settings: Partial<TableDocument> = {},
): Promise<RenderedFile> {
  const { document, blocks } = documentOf(table, settings)
  return renderWhole(format, document, blocks)
}

export async function renderWhole(
  format: Format,
  document: TableDocument,
  blocks: RowBlock[],
): Promise<RenderedFile> {
  const warnings: Warnings = {}
  if (format.kind === 'sequential') {
    const bytes = format.render(document, each(blocks), (more) => addWarnings(warnings, more))
    return { file: await collect(bytes), warnings }
  }
  const fragments = renderSlices(format, document, blocks)
  for (const fragment of fragments) addWarnings(warnings, fragment.warnings)
  return { file: await collect(format.join(document, each(fragments))), warnings }
}

/** The file of rows that are made while it is rendered; holds one block at a time. */
export function renderStream(
  format: Format,
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
): AsyncIterable<Uint8Array> {
  return format.kind === 'sliced'
    ? format.join(document, fragmentsOf(format, document, blocks))
    : format.render(document, blocks, () => undefined)
}

async function* fragmentsOf(
  format: SlicedFormat,
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
): AsyncGenerator<Fragment> {
  const slices = Map.groupBy(format.plan(document), ({ block }) => block)
  let index = 0
  for await (const block of blocks) {
    for (const slice of slices.get(index) ?? []) yield format.renderSlice(document, slice, block)
    index += 1
  }
}

/**
 * Every slice's fragment in the order of the plan. `order` names the slices by index in the order in
 * which they are rendered. Default: that of the plan.
 */
export function renderSlices(
  format: SlicedFormat,
  document: TableDocument,
  blocks: RowBlock[],
  order?: readonly number[],
): Fragment[] {
  const slices = format.plan(document)
  const fragments: Fragment[] = []
  for (const index of order ?? slices.keys()) {
    const slice = slices[index]
    const block = slice && blocks[slice.block]
    if (!block) throw new Error(`There is no slice ${index}, or not its block`)
    fragments[index] = format.renderSlice(document, slice, block)
  }
  return fragments
}

export async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

function addWarnings(sum: Warnings, more: Warnings): void {
  for (const kind of Object.values(WarningKind)) {
    const count = more[kind]
    if (count !== undefined) sum[kind] = (sum[kind] ?? 0) + count
  }
}
