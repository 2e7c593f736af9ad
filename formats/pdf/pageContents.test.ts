import { text } from 'node:stream/consumers'
import { deflateSync } from 'node:zlib'
import { expect, it } from '@jest/globals'
import Pdfkit from 'pdfkit'
import { PageContents } from './pageContents.ts'

it('writes contents in the order of their pages, however long each takes to deflate', async () => {
  const pdf = new Pdfkit({ autoFirstPage: false, font: '' })
  const contents = new PageContents(pdf)
  const pages = Array.from({ length: 30 }, (_, i) =>
    Buffer.from(`page ${i} `.repeat(i % 3 === 0 ? 60_000 : 10)),
  )
  const ids: number[] = []
  for (const page of pages) ids.push((await contents.add(page)).id)
  await contents.end()
  contents.destroy()
  pdf.end()

  pdf.setEncoding('latin1')
  const file = await text(pdf)
  const places = ids.map((id, i) => {
    const stream = deflateSync(pages[i] ?? '').toString('latin1')
    return file.indexOf(
      `${id} 0 obj\n<<\n/Filter /FlateDecode\n/Length ${stream.length}\n>>\nstream\n${stream}\nendstream`,
    )
  })
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
