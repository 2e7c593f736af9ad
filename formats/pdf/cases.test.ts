/** Faults that people met in other systems' PDF files. */
import { expect, it } from '@jest/globals'
import { pdfFaults } from '../../tests/contracts/pdfStructure.ts'
import { readTaggedTable, render, visibleSigns } from '../../tests/support/pdf.ts'

it('shows Latin, Greek, Cyrillic, Japanese, Thai and an emoji as they are, in embedded fonts', async () => {
  const texts = ['Łódź → €5', 'Ελλάδα', 'Москва', '日本語', 'ไทย', '😀']
  const columns = texts.map((_, i) => ({ key: `c${i}`, heading: `C${i}`, type: 'text' as const }))
  const { bytes, warnings } = await render(columns, [texts])
  const { rows } = await readTaggedTable(bytes)
  expect(rows.map((row) => row.map((text) => visibleSigns(text).normalize('NFKC')))).toEqual([
    texts.map((text) => visibleSigns(text).normalize('NFKC')),
  ])
  expect(warnings).toEqual([])
  expect(pdfFaults(bytes)).toEqual([])
})
