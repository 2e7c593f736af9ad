/** For tests: renders one cell of as many signs as its argument says; prints its peak in MiB. */
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { createPdfFormat } from '../../formats/pdf/index.ts'
import { blockOf, documentOf, streamOf } from './pdf.ts'

const WORDS = 'One cell as long as a book, mostly in English – – – и немного по-русски. '

const columns: ExportColumn[] = [{ key: 'text', heading: 'Text', type: ColumnType.TEXT }]
const signs = Number(process.argv[2])
const text = WORDS.repeat(Math.ceil(signs / WORDS.length)).slice(0, signs)
const block = blockOf(columns, [[text]])
const document = documentOf(columns, [], { rows: 1, widths: [200], blockRows: [1] })
let bytes = 0
for await (const chunk of createPdfFormat().render(document, streamOf([block]), () => undefined)) {
  bytes += chunk.length
}
if (bytes === 0) throw new Error('The file is empty')
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)))
