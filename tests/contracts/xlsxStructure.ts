/** Looks for what Excel calls corrupt, with Python's standard library. */
import { array, string } from 'zod'
import { pythonReads } from './python.ts'

/** Faults of a workbook, each a sentence; none for one that keeps ECMA-376 and Excel's limits. */
export function workbookFaults(file: Buffer): string[] {
  return array(string()).parse(pythonReads(FAULTS, file))
}

const FAULTS = String.raw`
import json, math, posixpath, re, sys, zipfile
from xml.etree import ElementTree
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
PACKAGE = '{http://schemas.openxmlformats.org/package/2006/'
RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
SHEET_ORDER = ['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData',
    'autoFilter', 'mergeCells', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter',
    'ignoredErrors']
faults = []
def check(holds, fault):
    if not holds:
        faults.append(fault)

archive = zipfile.ZipFile(sys.argv[1])
names = archive.namelist()
check(archive.testzip() is None, 'A checksum is wrong')
check(len(set(names)) == len(names), 'A part is there twice')
check(names[0] == '[Content_Types].xml', 'The first part is ' + names[0])
parts = {name: ElementTree.fromstring(archive.read(name)) for name in names}

types = parts['[Content_Types].xml']
defaults = {t.get('Extension') for t in types.iter(PACKAGE + 'content-types}Default')}
overrides = {t.get('PartName') for t in types.iter(PACKAGE + 'content-types}Override')}
for name in names[1:]:
    check('/' + name in overrides or name.rsplit('.')[-1] in defaults, name + ' has no content type')
for name in overrides:
    check(name[1:] in names, name + ' has a content type and is not there')

def targets(name):
    folder, base = posixpath.split(name)
    rels = posixpath.join(folder, '_rels', base + '.rels')
    found = {}
    for r in parts[rels].iter(PACKAGE + 'relationships}Relationship') if rels in parts else []:
        check(r.get('Id') not in found, r.get('Id') + ' stands twice in ' + rels)
        path = posixpath.normpath(posixpath.join('/' + folder, r.get('Target')))[1:]
        check(path in names, rels + ' names ' + path + ', which is not there')
        found[r.get('Id')] = path
    return found
for name in ['', *names]:
    targets(name)

styles = parts['xl/styles.xml']
def children(tag):
    found = styles.find(MAIN + tag)
    if found is None:
        return []
    check(int(found.get('count', len(found))) == len(found), tag + ' miscounts')
    return list(found)
formats = {f.get('numFmtId') for f in children('numFmts')}
sizes = {tag: len(children(tag)) for tag in ['fonts', 'fills', 'borders', 'cellXfs']}
for xf in children('cellXfs'):
    check(int(xf.get('numFmtId')) < 164 or xf.get('numFmtId') in formats, 'A number format is missing')
    for tag, attribute in [('fonts', 'fontId'), ('fills', 'fillId'), ('borders', 'borderId')]:
        check(int(xf.get(attribute, '0')) < sizes[tag], 'A style names a missing one of ' + tag)

def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
def units(text):
    return len(text.encode('utf-16-le', 'surrogatepass')) // 2
def check_text(cell, reference):
    text = ''.join(t.text or '' for t in cell.iter(MAIN + 't'))
    text = re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m[1], 16)), text)
    check(units(text) <= 32767, reference + ' is too long')
    check(text.count('\n') <= 253, reference + ' has too many lines')
def check_cell(cell, reference):
    kind = cell.get('t', 'n')
    check(int(cell.get('s', '0')) < sizes['cellXfs'], reference + ' has a style that is not there')
    check(cell.find(MAIN + 'f') is None, reference + ' is a formula')
    value = cell.find(MAIN + 'v')
    if kind == 'inlineStr':
        check_text(cell, reference)
    elif kind == 'b':
        check(value.text in ('0', '1'), reference + ' is no boolean')
    else:
        check(kind == 'n', reference + ' has type ' + kind)
        check(math.isfinite(float(value.text)), reference + ' is no number')
        check(re.fullmatch(r'-?\d+(\.\d+)?([eE][+-]?\d+)?', value.text), reference + ' is no number')

def check_sheet(sheet, name):
    order = [SHEET_ORDER.index(child.tag[len(MAIN):]) for child in sheet]
    check(order == sorted(set(order)), name + ': its elements are out of order')
    ends, end = [], 0
    for col in sheet.iter(MAIN + 'col'):
        check(end < int(col.get('min')) <= int(col.get('max')) <= 16384, name + ': columns overlap')
        check(0 < float(col.get('width')) <= 255, name + ': a column is too wide')
        end = int(col.get('max'))
    last_row, last_column = 0, 0
    for row in sheet.iter(MAIN + 'row'):
        number = int(row.get('r'))
        check(last_row < number <= 1048576, f'{name}: row {number} follows row {last_row}')
        last_row, before = number, 0
        for cell in row:
            reference = cell.get('r')
            letters, digits = re.fullmatch('([A-Z]+)([0-9]+)', reference).groups()
            check(int(digits) == number, name + ': ' + reference + ' is in another row')
            check(before < column(letters) <= 16384, name + ': ' + reference + ' is out of order')
            before = column(letters)
            last_column = max(last_column, before)
            check_cell(cell, name + ': ' + reference)
    corner = re.fullmatch('A1(?::([A-Z]+)([0-9]+))?', sheet.find(MAIN + 'dimension').get('ref'))
    letters, digits = corner.groups()
    check((column(letters or 'A'), int(digits or 1)) == (last_column, last_row), name + ': its dimension is another')

workbook = parts['xl/workbook.xml']
rels = targets('xl/workbook.xml')
sheets = list(workbook.iter(MAIN + 'sheet'))
titles = [sheet.get('name') for sheet in sheets]
check(len({title.lower() for title in titles}) == len(titles), 'Two sheets have one name')
check(len({sheet.get('sheetId') for sheet in sheets}) == len(sheets), 'Two sheets have one id')
for sheet in sheets:
    title = sheet.get('name')
    check(1 <= units(title) <= 31 and not re.search(r"[*?:\\/\[\]]|^'|'$", title), 'A sheet is named ' + title)
    check(title.lower() != 'history', 'A sheet is named ' + title)
    check_sheet(parts[rels[sheet.get(RELATION + 'id')]], title)
for name in workbook.iter(MAIN + 'definedName'):
    check(int(name.get('localSheetId', '0')) < len(sheets), 'A name belongs to a missing sheet')
    quoted = name.text.rsplit('!', 1)[0]
    check(quoted.strip("'").replace("''", "'") in titles, 'A name refers to ' + quoted)
print(json.dumps(faults))
`
