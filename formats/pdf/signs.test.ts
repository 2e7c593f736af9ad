import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { readPages, readProperties, render } from '../../tests/support/pdf.ts'

const NAME: ExportColumn = { key: 'name', heading: 'Name', type: ColumnType.TEXT }

/** Text of the only cell, and what was counted. */
async function readCell(text: string, changes: { title?: string } = {}) {
  const { bytes, warnings } = await render([NAME], [[text]], changes)
  const [page] = await readPages(bytes)
  const cell = page?.text.match(/Name (.*?) ?Page 1/s)?.[1]
  return { cell, warnings }
}

describe('signs in a PDF', () => {
  it.each(['Łódź €5', 'Ελλάδα', 'Москва', 'Việt Nam', '½ × ™', 'naïve – “quoted”'])(
    'shows %s as it is',
    async (text) => {
      expect(await readCell(text)).toEqual({ cell: text, warnings: [] })
    },
  )

  it.each([
    ['ᚠᛇ', '\uFFFD\uFFFD', 2],
    ['bell\u0007', 'bell\uFFFD', 1],
  ])('shows what no font has in %s as U+FFFD, and counts it', async (text, shown, missing) => {
    expect(await readCell(text)).toEqual({ cell: shown, warnings: [{ missingGlyphs: missing }] })
  })

  it('does not count a U+FFFD that was in the data', async () => {
    expect(await readCell('a\uFFFDb')).toEqual({ cell: 'a\uFFFDb', warnings: [] })
  })

  it('keeps apart signs that look alike', async () => {
    const text = 'Ω\u2126 \u00B5\u03BC'
    expect((await readCell(text)).cell).toBe(text)
  })

  it('draws nothing for signs that have no shape, and does not count them', async () => {
    expect(await readCell('a\u200Bb\u200Cc\u00ADd\u2060e')).toEqual({ cell: 'abcde', warnings: [] })
  })

  it('turns a tab into spaces', async () => {
    expect((await readCell('a\tb')).cell).toMatch(/^a +b$/)
  })

  it('counts a sign in the title once, however many pages repeat it', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`row${i}`])
    const { bytes, warnings } = await render([NAME], rows, { title: 'Q3 ᚠ' })
    const pages = await readPages(bytes)
    expect(pages).toHaveLength(3)
    for (const page of pages) expect(page.text).toMatch(/^Q3 \uFFFD/)
    expect(warnings).toEqual([{ missingGlyphs: 1 }])
  })

  it('names the file by its title, also in XML, whatever signs the title has', async () => {
    const title = 'Łódź <&> 日本\u0001'
    const { info, titleInXml } = await readProperties((await render([NAME], [], { title })).bytes)
    expect(info.get('Title')).toBe(title)
    expect(titleInXml).toBe('Łódź <&> 日本\uFFFD')
    expect(info.get('Language')).toBe('en')
    expect(info.get('CreationDate')).toBe('D:20261125190500Z')
  })
})
