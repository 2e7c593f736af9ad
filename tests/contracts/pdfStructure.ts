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
offsets, packed, trailers = {}, {}, []
def read_stream(offset):
    begin = re.compile(rb'(\d+) 0 obj\s').match(data, offset)
    rest = re.compile(rb'\s*stream\r?\n|\s*endobj').search(data, begin.end())
    head = data[begin.end():rest.start()]
    if rest[0].strip() != b'stream':
        return int(begin[1]), head, None
    content = data[rest.end():][:int(re.search(rb'/Length (\d+)(?! \d+ R)', head)[1])]
    after = data[rest.end() + len(content):][:40]
    check(re.match(rb'\s*endstream\s+endobj', after), f'Stream {int(begin[1])} has another length')
    return int(begin[1]), head, zlib.decompress(content) if b'/FlateDecode' in head else content
def read_table(start):
    check(data[start:start + 4] == b'xref', 'A table of offsets is elsewhere')
    table, trailer = data[start:].split(b'trailer', 1)
    trailers.append(trailer.split(b'startxref')[0])
    for section in re.finditer(rb'(\d+) (\d+)\n((?:\d{10} \d{5} [nf][ \r]?\n)+)', table):
        lines = section[3].splitlines()
        check(len(lines) == int(section[2]), 'The table of offsets miscounts')
        for i, line in enumerate(lines):
            if line[17:18] == b'n':
                offsets[int(section[1]) + i] = int(line[:10])
    for kind, read in [(rb'XRefStm', read_references), (rb'Prev', read_table)]:
        found = re.search(rb'/' + kind + rb' (\d+)', trailers[-1])
        if found:
            read(int(found[1]))
    return trailers[0]
def read_references(start):
    _, head, content = read_stream(start)
    first, count = map(int, re.search(rb'/Index \[(\d+) (\d+)\]', head).groups())
    widths = list(map(int, re.search(rb'/W \[(\d+) (\d+) (\d+)\]', head).groups()))
    above = bytes(sum(widths))
    check(len(content) == count * (1 + len(above)), 'The stream of references miscounts')
    for i in range(count):
        row = content[i * (1 + len(above)):][:1 + len(above)]
        check(row[0] == 2, 'A row of references is predicted otherwise')
        above = bytes((byte + up) % 256 for byte, up in zip(row[1:], above))
        kind, second, third = (int.from_bytes(above[sum(widths[:n]):sum(widths[:n + 1])], 'big') for n in range(3))
        if kind == 1:
            offsets[first + i] = second
        else:
            check(kind == 2, 'A reference is of another kind')
            packed[first + i] = (second, third)

trailer = read_table(int(re.search(rb'startxref\s+(\d+)\s+%%EOF\s*$', data)[1]))
check(int(re.search(rb'/Size (\d+)', trailer)[1]) == max([*offsets, *packed]) + 1, 'The size is another')

objects, streams = {}, {}
for number, offset in offsets.items():
    if not re.compile(rb'%d 0 obj\s' % number).match(data, offset):
        faults.append(f'Object {number} is not where it should be')
        continue
    _, objects[number], streams[number] = read_stream(offset)
contents = {}
for number in {stream for stream, _ in packed.values()}:
    first = int(re.search(rb'/First (\d+)', objects[number])[1])
    pairs = list(map(int, streams[number][:first].split()))
    check(len(pairs) == 2 * int(re.search(rb'/N (\d+)', objects[number])[1]), f'Stream {number} miscounts')
    ends = [*pairs[3::2], len(streams[number]) - first]
    contents[number] = [(n, streams[number][first + at:first + end]) for n, at, end in zip(pairs[::2], pairs[1::2], ends)]
for number, (stream, index) in packed.items():
    found, objects[number] = contents[stream][index]
    check(found == number, f'Object {number} is not where it should be')
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
