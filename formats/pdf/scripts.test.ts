import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { fontsIn, type ReadText, readPages, render } from '../../tests/support/pdf.ts'

const NAME: ExportColumn = { key: 'name', heading: 'Name', type: ColumnType.TEXT }
const LATIN = ['NotoSans-Bold', 'NotoSans-Regular']

/** The only cell of a table. */
async function renderCell(text: string) {
  const { bytes, warnings } = await render([NAME], [[text]])
  const [page] = await readPages(bytes)
  const texts = page?.texts ?? []
  const from = texts.findIndex((item) => item.text === 'Name') + 1
  const to = texts.findIndex((item) => item.text.startsWith('Page 1'))
  return { bytes, warnings, texts: texts.slice(from, to), fonts: fontsIn(bytes) }
}

/** What is copied from the file; the reader parts texts at changes of font. */
function copied(texts: readonly ReadText[]): string {
  return texts.map(({ text }) => text).join('')
}

function comparable(text: string): string {
  return text.normalize('NFKC').replaceAll(' ', '')
}

describe('scripts in a PDF', () => {
  it.each([
    ['Łódź → €5', ['NotoSansMath-Regular']],
    ['Ελλάδα', []],
    ['Москва', []],
    ['日本語', ['NotoSansSC-Regular']],
    ['ไทย', ['NotoSansThai-Regular']],
    ['😀', ['NotoEmoji-Regular']],
    ['مرحبا بالعالم', ['NotoSansArabic-Regular']],
    ['بَيْت السلام', ['NotoSansArabic-Regular']],
    ['پژوهشگاه ٹیکسٹ', ['NotoSansArabic-Regular']],
    ['שלום עולם', ['NotoSansHebrew-Regular']],
    ['בְּרֵאשִׁית', ['NotoSansHebrew-Regular']],
    ['हिन्दी क्षत्रिय नमस्ते', ['NotoSansDevanagari-Regular']],
    ['น้ำ ที่ ภาษาไทย', ['NotoSansThai-Regular']],
    ['안녕하세요 세계', ['NotoSansKR-Regular']],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', ['NotoSansKR-Regular']],
    ['「ｶﾅ」、全角', ['NotoSansSC-Regular']],
    ['👨‍👩‍👧 👍🏽 ❤️ 🇩🇪', ['NotoEmoji-Regular']],
    ['e\u0301 x\u0301 q\u0323\u0301', []],
    ['≤ ✓ ① ⠿', ['NotoSansMath-Regular', 'NotoSansSymbols-Regular', 'NotoSansSymbols2-Regular']],
  ])('shows %s with the font that has it, and gives it back', async (text, fonts) => {
    const cell = await renderCell(text)
    expect(comparable(copied(cell.texts))).toBe(comparable(text))
    expect(cell.warnings).toEqual([])
    expect(cell.fonts).toEqual([...LATIN, ...fonts].toSorted())
  })

  it.each(['(abc) שלום (אבג) 123', 'Order 17: مرحبا 45 (units) – ok', 'سعر 12.50 دولار'])(
    'gives back %s in the order in which it is read',
    async (text) => {
      const { texts } = await renderCell(text)
      expect(comparable(copied(texts))).toBe(comparable(text))
    },
  )

  it('shows a line of both directions in the order in which it is seen', async () => {
    const { texts } = await renderCell('one שתים 3 ארבע five')
    const seen = texts.toSorted((a, b) => a.x - b.x).map(({ text }) => text.trim())
    expect(seen.filter((text) => text !== '')).toEqual(['one', 'ארבע', '3', 'שתים', 'five'])
  })

  it('lets a paragraph that begins in Hebrew run from right to left', async () => {
    const { texts } = await renderCell('שתים three 4')
    const seen = texts.toSorted((a, b) => a.x - b.x).map(({ text }) => text.trim())
    expect(seen.filter((text) => text !== '')).toEqual(['three 4', 'שתים'])
  })

  it('does not follow a sign that would turn letters round', async () => {
    const { texts } = await renderCell('turned \u202Eround\u202C again')
    expect(comparable(copied(texts))).toBe('turnedroundagain')
  })

  it('embeds what was used of a font, not the font', async () => {
    const { bytes } = await renderCell('日本語')
    expect(bytes.length).toBeLessThan(20_000)
  })

  it('draws a sequence of emoji that no font has as its parts', async () => {
    const { texts, warnings } = await renderCell('👨\u200D😀 🏴\u{E0067}\u{E007F}')
    expect(comparable(copied(texts).replaceAll('\u200D', ''))).toBe('👨😀🏴')
    expect(warnings).toEqual([])
  })

  it('gives the same bytes twice for signs that the font can not place its marks on', async () => {
    const text = 'ࣁ ࣁࣳ ٹٹ \u0301\u05B0\u0E49'
    const [first, second] = [await renderCell(text), await renderCell(text)]
    expect(first.bytes.equals(second.bytes)).toBe(true)
  })
})
