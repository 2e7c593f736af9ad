import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { type ReadTag, readTags, render } from '../../tests/support/pdf.ts'

const COLUMNS: ExportColumn[] = [
  { key: 'name', heading: 'Name', type: ColumnType.TEXT },
  { key: 'count', heading: 'Count', type: ColumnType.INTEGER },
]

describe('tags of a PDF', () => {
  it('tell headings, rows and cells, empty ones included', async () => {
    const rows = [
      ['Roof', '7'],
      [null, '8'],
    ]
    const [page] = await readTags((await render(COLUMNS, rows)).bytes)
    expect(outline(page)).toEqual([
      'Root(Document(Table(',
      'THead(TR(TH("Name") TH("Count")))',
      'TBody(TR(TD("Roof") TD("7")) TR(TD("") TD("8")))',
      ')))',
    ])
  })

  it('leave out the header that later pages repeat, the running head and the foot', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`row${i}`, String(i)])
    const [, second] = await readTags((await render(COLUMNS, rows)).bytes)
    const text = outline(second).join(' ')
    expect(text).toContain('TD("row59")')
    expect(text).not.toMatch(/"(Name|Count|Scopes of work|Page.*)"/)
  })

  it('hold a cell that is split over pages together', async () => {
    const words = Array.from({ length: 2_000 }, (_, i) => `w${i}`).join(' ')
    const pages = await readTags((await render(COLUMNS, [[words, '1']])).bytes)
    expect(pages.length).toBeGreaterThan(1)
    const texts = pages.map(
      (page) =>
        outline(page)
          .join('')
          .match(/TBody\(TR\(TD\("(.*?)"\)/s)?.[1],
    )
    expect(texts.join(' ').split(/\s+/)).toEqual(words.split(' '))
  })

  it('are found for every cell of many pages, and do not outweigh what is drawn', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => [`row${i}`, String(i)])
    const { bytes } = await render(COLUMNS, rows)
    const tags = (await readTags(bytes)).flatMap((page) => outline(page)).join(' ')
    rows.forEach(([name, count]) => {
      expect(tags).toContain(`TR(TD("${name}") TD("${count}"))`)
    })
    const untagged = await render(COLUMNS, rows, { rows: 100_001 })
    expect(bytes.length).toBeLessThan(3 * untagged.bytes.length)
  })

  it('are left out where they would be most of a large file', async () => {
    const rows = Array.from({ length: 11 }, () => Array.from({ length: 2 }, () => '1'))
    const { bytes } = await render(COLUMNS, rows, { rows: 100_001 })
    expect(await readTags(bytes)).toEqual([undefined])
  })
})

/** Tags as nested calls; the parts of the table on lines of their own. */
function outline(tag: ReadTag | undefined): string[] {
  if (!tag) return []
  const isGroup = tag.role === 'Root' || tag.role === 'Document' || tag.role === 'Table'
  const children = tag.children.map((child) =>
    typeof child === 'string' ? `"${child.trim()}"` : outline(child),
  )
  if (!isGroup) return [`${tag.role}(${children.flat().join(' ')})`]
  const [first = '', ...rest] = children.flat()
  return tag.role === 'Table'
    ? ['Table(', first, ...rest, ')']
    : [`${tag.role}(${first}`, ...rest.slice(0, -1), `${rest.at(-1) ?? ''})`]
}
