/** The limit of Excel's sheets at its real size: 1,048,576 rows, the header's included. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, it } from '@jest/globals'
import type { ExportColumn } from '../../contract/index.ts'
import { type RowBlock, RowBlockBuilder } from '../../contract/rows/index.ts'
import { pythonReadsPath } from '../../tests/contracts/python.ts'
import { documentOf, renderStream } from '../../tests/contracts/renderWhole.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

const ROWS = 1_048_576
const COLUMNS: ExportColumn[] = [{ key: 'n', heading: 'Number', type: 'integer' }]

/** Counts the rows of each sheet without holding it; its last value and its first heading. */
const SHEETS = `
import json, re, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
found = []
for name in sorted(n for n in archive.namelist() if n.startswith('xl/worksheets/sheet')):
    rows, last, kept, start = 0, None, b'', b''
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            start = start or chunk[:4096]
            # What may be the start of a row or a value stays for the next round.
            chunk = kept + chunk
            end = chunk.rfind(b'</row>') + 6
            chunk, kept = chunk[:end], chunk[end:]
            rows += chunk.count(b'<row ')
            last = ([last] + re.findall(b'<v>([0-9]+)</v></c></row>$', chunk))[-1]
    found.append([rows, last.decode(), b'>Number<' in start])
print(json.dumps(found))
`

it('puts the last of 1,048,576 rows on a second sheet with a header of its own', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'connexus-exports-'))
  try {
    const path = join(directory, 'file.xlsx')
    const { document } = documentOf({ columns: COLUMNS, rows: [] })
    const blockRows = Array.from({ length: 525 }, (_, i) => Math.min(2_000, ROWS - i * 2_000))
    const whole = { ...document, rows: ROWS, blockRows }
    await pipeline(renderStream(xlsxFormat, whole, blocks()), createWriteStream(path))
    expect(pythonReadsPath(SHEETS, path)).toEqual([
      [1_048_576, '1048575', true],
      [2, '1048576', true],
    ])
  } finally {
    await rm(directory, { recursive: true })
  }
})

async function* blocks(): AsyncGenerator<RowBlock> {
  const builder = new RowBlockBuilder(COLUMNS)
  for (let n = 1; n <= ROWS; n += 1) {
    builder.append([String(n)])
    if (builder.isFull) yield builder.take()
  }
  if (builder.rows > 0) yield builder.take()
}
