/** For tests: renders rows, and reads the file back with pdf.js, which did not write it. */
import { getDocument, type PDFPageProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ExportColumn } from '../../contract/index.ts'
import {
  type Cell,
  type RowBlock,
  RowBlockBuilder,
  WidthSampler,
} from '../../contract/rows/index.ts'
import type { TableDocument, Warnings } from '../../formats/index.ts'
import { createPdfFormat } from '../../formats/pdf/index.ts'

export interface ReadText {
  text: string
  /** Lower left corner of the text's baseline, and its width, in points. */
  x: number
  y: number
  width: number
}

export interface ReadPage {
  width: number
  height: number
  /** In the order in which they are in the file. */
  texts: ReadText[]
  /** All texts joined by spaces. */
  text: string
}

/** Blocks of as many rows as are given. */
export function blockOf(columns: readonly ExportColumn[], rows: readonly Cell[][]): RowBlock {
  const builder = new RowBlockBuilder(columns)
  for (const row of rows) builder.append(row)
  return builder.take()
}

export function documentOf(
  columns: ExportColumn[],
  blocks: readonly RowBlock[],
  changes: Partial<TableDocument> = {},
): TableDocument {
  const sampler = new WidthSampler(columns)
  for (const block of blocks) sampler.add(block)
  return {
    exportId: 'e-1',
    title: 'Scopes of work',
    columns,
    widths: sampler.widths,
    rows: blocks.reduce((total, block) => total + block.rows, 0),
    blockRows: blocks.map((block) => block.rows),
    timeZone: 'UTC',
    snapshotAt: Date.UTC(2026, 10, 25, 19, 5),
    options: {},
    ...changes,
  }
}

/** Renders rows of up to one block each. */
export async function render(
  columns: ExportColumn[],
  rows: readonly Cell[][],
  changes: Partial<TableDocument> = {},
): Promise<{ bytes: Buffer; warnings: Warnings[] }> {
  const blocks = rows.length === 0 ? [] : [blockOf(columns, rows)]
  const warnings: Warnings[] = []
  const chunks: Uint8Array[] = []
  const document = documentOf(columns, blocks, changes)
  const warn = (found: Warnings) => warnings.push(found)
  for await (const chunk of createPdfFormat().render(document, streamOf(blocks), warn)) {
    chunks.push(chunk)
  }
  return { bytes: Buffer.concat(chunks), warnings }
}

export async function* streamOf(blocks: readonly RowBlock[]): AsyncGenerator<RowBlock> {
  yield* blocks
}

/** Pages as pdf.js understands them. */
export async function readPages(bytes: Uint8Array): Promise<ReadPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS })
  const pdf = await task.promise
  const pages: ReadPage[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const content = await page.getTextContent({ disableNormalization: true })
    const texts = content.items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, ...placeOf(item.transform), width: item.width }]
        : [],
    )
    pages.push({ width, height, texts, text: texts.map(({ text }) => text).join(' ') })
  }
  await task.destroy()
  return pages
}

/** Names of the fonts that are in the file as subsets, sorted. */
export function fontsIn(bytes: Buffer): string[] {
  const names = bytes.toString('latin1').matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)
  return Array.from(names, ([, name = '']) => name).toSorted()
}

export interface ReadTag {
  role: string
  /** Texts of the tag itself on its page, and the tags within it. */
  children: (string | ReadTag)[]
}

/** Tags of each page with their texts; undefined for a page without tags. */
export async function readTags(bytes: Uint8Array): Promise<(ReadTag | undefined)[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS })
  const pdf = await task.promise
  const tags: (ReadTag | undefined)[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const tree: TagNode | null = await page.getStructTree()
    const content = await page.getTextContent({
      includeMarkedContent: true,
      disableNormalization: true,
    })
    tags.push(tree ? tagOf(tree, textsOfMarks(content.items)) : undefined)
  }
  await task.destroy()
  return tags
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>

/** Texts by the mark around them; a mark within another one belongs to it. */
function textsOfMarks(items: TextContent['items']): Map<string, string> {
  const texts = new Map<string, string>()
  const marks: string[] = []
  for (const item of items) {
    if ('str' in item) {
      const mark = marks.at(-1) ?? ''
      texts.set(mark, `${texts.get(mark) ?? ''}${item.str}${item.hasEOL ? '\n' : ''}`)
    } else if (item.type === 'endMarkedContent') marks.pop()
    else marks.push(item.id ?? marks.at(-1) ?? '')
  }
  return texts
}

/** The table as the tags tell it, each cell with the texts of all its pages. */
export async function readTaggedTable(
  bytes: Uint8Array,
): Promise<{ headings: string[]; rows: string[][] }> {
  // pdf.js gives every page the tags of all pages, with the texts of its own page.
  const [headings = [], ...rows] = (await readTags(bytes))
    .map((page) => (page ? rowsOfTag(page) : []))
    .reduce((table, page) =>
      page.map((row, at) => row.map((cell, i) => (table[at]?.[i] ?? '') + cell)),
    )
  return { headings, rows }
}

function rowsOfTag(tag: ReadTag): string[][] {
  const children = tag.children.filter((child) => typeof child !== 'string')
  return tag.role === 'TR' ? [children.map(textOfTag)] : children.flatMap(rowsOfTag)
}

function textOfTag(tag: ReadTag): string {
  return tag.children
    .map((child) => (typeof child === 'string' ? child : textOfTag(child)))
    .join('')
}

/**
 * The table as it is seen, header lines of all pages included, where no cell is empty or broken into
 * lines: what stands on one line with as many texts as there are columns.
 */
export async function readTableByPlace(bytes: Uint8Array, columns: number): Promise<string[][]> {
  const pages = await readPages(bytes)
  return pages.flatMap(({ texts }) =>
    [...Map.groupBy(texts, ({ y }) => Math.round(y))]
      .filter(([, line]) => line.length === columns)
      .toSorted(([a], [b]) => b - a)
      .map(([, line]) => line.toSorted((a, b) => a.x - b.x).map(({ text }) => text)),
  )
}

/** What is seen of a text: no space, since lines break there, and no sign without a shape. */
export function visibleSigns(text: string): string {
  return text.replaceAll(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')
}

interface TagNode {
  role: string
  children: (TagNode | { type: string; id: string })[]
}

function tagOf({ role, children }: TagNode, texts: ReadonlyMap<string, string>): ReadTag {
  return {
    role,
    children: children.map((child) =>
      'role' in child ? tagOf(child, texts) : (texts.get(child.id) ?? ''),
    ),
  }
}

/** Title, language and the like. */
export async function readProperties(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS })
  const pdf = await task.promise
  const { info, metadata } = await pdf.getMetadata()
  const titleInXml: unknown = metadata?.get('dc:title')
  await task.destroy()
  return { info: new Map<string, unknown>(Object.entries(info)), titleInXml }
}

function placeOf(transform: unknown[]): { x: number; y: number } {
  return { x: Number(transform[4]), y: Number(transform[5]) }
}
