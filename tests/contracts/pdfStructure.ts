/** Looks at how a PDF is built, with Python's standard library. */
import { array, string } from 'zod'
import { pythonReads } from './python.ts'

/** Faults of a PDF, each a sentence: wrong offsets and lengths, fonts left out, no language. */
export function pdfFaults(file: Buffer): string[] {
  return array(string()).parse(pythonReads(FAULTS, file))
}

const FAULTS = String.raw`
import json, re, sys, zlib
data = open(sys.argv[1], 'rb').read()
faults = []
def check(holds, fault):
    if not holds:
        faults.append(fault)

check(data.startswith(b'%PDF-1.'), 'It does not begin as a PDF')
check(data.endswith(b'%%EOF') or data.endswith(b'%%EOF\n'), 'It does not end as a PDF')
start = int(re.search(rb'startxref\s+(\d+)\s+%%EOF\s*$', data)[1])
check(data[start:start + 4] == b'xref', 'startxref points elsewhere')
table, trailer = data[start:].split(b'trailer', 1)
offsets = {}
for section in re.finditer(rb'(\d+) (\d+)\n((?:\d{10} \d{5} [nf][ \r]?\n)+)', table):
    lines = section[3].splitlines()
    check(len(lines) == int(section[2]), 'The table of offsets miscounts')
    for i, line in enumerate(lines):
        if line[17:18] == b'n':
            offsets[int(section[1]) + i] = int(line[:10])
check(int(re.search(rb'/Size (\d+)', trailer)[1]) == max(offsets) + 1, 'The size is another')

objects = {}
for number, offset in offsets.items():
    begin = re.compile(rb'(\d+) 0 obj\s').match(data, offset)
    if not begin or int(begin[1]) != number:
        faults.append(f'Object {number} is not where it should be')
        continue
    rest = re.compile(rb'\s*stream\r?\n|\s*endobj').search(data, begin.end())
    objects[number] = head = data[begin.end():rest.start()]
    if rest[0].strip() == b'stream':
        length = re.search(rb'/Length (\d+)(?! \d+ R)', head)
        content = data[rest.end():rest.end() + int(length[1])]
        check(re.match(rb'\s*endstream\s+endobj', data[rest.end() + len(content):][:40]), f'Stream {number} has another length')
        if b'/FlateDecode' in head:
            zlib.decompress(content)
for number, head in objects.items():
    for reference in re.findall(rb'(?<![\d.])(\d+) 0 R\b', re.sub(rb'\((?:\\.|[^\\)])*\)', b'()', head)):
        check(int(reference) in objects, f'Object {number} refers to {int(reference)}, which is not there')

def named(name, source):
    return objects[int(re.search(rb'/' + name + rb' (\d+) 0 R', source)[1])]
catalog = named(b'Root', trailer)
check(re.search(rb'/Lang \(', catalog), 'It has no language')
check(b'/DisplayDocTitle true' in catalog or re.search(rb'/ViewerPreferences \d+ 0 R', catalog), 'Its title is not shown')
info = named(b'Info', trailer)
check(re.search(rb'/Title \(.', info) or re.match(rb'\(.', named(b'Title', info)), 'It has no title')
check(re.search(rb'/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]', trailer), 'It has no id')
pages = [head for head in objects.values() if re.search(rb'/Type /Page\b', head)]
check(int(re.search(rb'/Count (\d+)', named(b'Pages', catalog))[1]) == len(pages), 'The pages are miscounted')

fonts = [head for head in objects.values() if re.search(rb'/Type /Font\b', head)]
check(len(fonts) > 0, 'It has no font')
for font in fonts:
    if b'/Subtype /Type0' in font:
        check(re.search(rb'/ToUnicode \d+ 0 R', font), 'The text of a font can not be copied')
        check(re.search(rb'/DescendantFonts \[\d+ 0 R\]', font), 'A font has no glyphs')
    else:
        check(re.search(rb'/FontFile[23]? \d+ 0 R', named(b'FontDescriptor', font)), 'A font is not embedded')

if b'/StructTreeRoot' in catalog:
    check(re.search(rb'/MarkInfo <<\s*/Marked true', catalog) or b'/MarkInfo' in catalog, 'It is not marked as tagged')
    kinds = {head: re.search(rb'/S /(\w+)', head)[1] for head in objects.values() if re.search(rb'/S /(TR|TH|TD|Table|THead|TBody|Document)\b', head)}
    parents = {b'TH': b'TR', b'TD': b'TR', b'TR': (b'THead', b'TBody'), b'THead': b'Table', b'TBody': b'Table', b'Table': b'Document'}
    for head, kind in kinds.items():
        if kind in parents:
            check(kinds.get(named(b'P', head)) in (parents[kind] if isinstance(parents[kind], tuple) else (parents[kind],)), f'A {kind.decode()} is in the wrong place')
    numbers = [int(n) for page in pages for n in re.findall(rb'/StructParents (\d+)', page)]
    check(sorted(numbers) == list(range(len(pages))), 'Pages lack their tags')
print(json.dumps(sorted(set(faults))))
`
