import { expect, it } from '@jest/globals'
import { pythonReads } from '../../tests/contracts/python.ts'
import { renderTable, SAMPLE } from '../../tests/contracts/renderWhole.ts'
import { createXlsxFormat } from './index.ts'

/** For each sheet whether its header's cells are bold and on a colour, and whether its data's are. */
const STYLES = `
import json, sys, zipfile
from xml.etree import ElementTree
N = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
archive = zipfile.ZipFile(sys.argv[1])
styles = ElementTree.fromstring(archive.read('xl/styles.xml'))
fonts, fills, formats = (list(styles.find(N + tag)) for tag in ['fonts', 'fills', 'cellXfs'])
def is_bold(xf):
    return fonts[int(xf.get('fontId'))].find(N + 'b') is not None
def has_colour(xf):
    pattern = fills[int(xf.get('fillId'))].find(N + 'patternFill')
    return pattern.get('patternType') == 'solid' and pattern.find(N + 'fgColor') is not None
found = []
for name in sorted(n for n in archive.namelist() if n.startswith('xl/worksheets/sheet')):
    header, *data = ElementTree.fromstring(archive.read(name)).iter(N + 'row')
    looks = [[formats[int(c.get('s', '0'))] for c in cells] for cells in [header, [c for r in data for c in r]]]
    found.append([all(is_bold(xf) and has_colour(xf) for xf in looks[0]), any(is_bold(xf) or has_colour(xf) for xf in looks[1])])
print(json.dumps(found))
`

it('has headings that are bold on a colour, on every sheet, and data that is neither', async () => {
  const { file } = await renderTable(createXlsxFormat({ sheetRows: 20 }), SAMPLE)
  expect(pythonReads(STYLES, file)).toEqual([
    [true, false],
    [true, false],
  ])
})
