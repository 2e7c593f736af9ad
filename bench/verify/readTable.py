"""
Reads a CSV or XLSX file that others wrote, with the standard library alone, and prints its data rows
and, with `cells`, a digest of their cells: `readTable.py <csv|xlsx> <path> <rows|cells> <date columns>`.

A cell is its text; a date-time is `2026-11-25 19:05:09` and must be a number with a date's format in
XLSX; an empty cell and NULL are the same. The digest is SHA-256 over the cells, each ended by U+001F,
rows ended by U+001E.
"""
import csv
import hashlib
import json
import re
import sys
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def csv_rows(path):
    csv.field_size_limit(1 << 20)
    with open(path, newline='', encoding='utf-8-sig') as file:
        yield from csv.reader(file)


def decode(text):
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda match: chr(int(match[1], 16)), text or '')


def text_of(node):
    return decode(''.join(part.text or '' for part in node.iter(MAIN + 't')))


def date_styles(archive):
    root = ElementTree.fromstring(archive.read('xl/styles.xml'))
    codes = {node.get('numFmtId'): node.get('formatCode') for node in root.iter(MAIN + 'numFmt')}
    formats = root.find(MAIN + 'cellXfs')
    return [('yyyy' in codes.get(xf.get('numFmtId'), '').lower()) for xf in formats]


def date_time(cell, is_date):
    if cell.get('t', 'n') != 'n' or not is_date[int(cell.get('s', '0'))]:
        raise SystemExit(f"cell {cell.get('r')} is no date")
    seconds = round(float(cell.find(MAIN + 'v').text) * 86_400)
    return str(datetime(1899, 12, 30) + timedelta(seconds=seconds))


def cell_text(cell, shared):
    kind = cell.get('t', 'n')
    if kind == 'inlineStr':
        return text_of(cell)
    value = cell.find(MAIN + 'v')
    if kind == 's':
        return shared[int(value.text)]
    return decode(value.text) if value is not None else ''


def xlsx_rows(path, dates):
    archive = zipfile.ZipFile(path)
    is_date = date_styles(archive)
    shared = []
    if 'xl/sharedStrings.xml' in archive.namelist():
        root = ElementTree.fromstring(archive.read('xl/sharedStrings.xml'))
        shared = [text_of(node) for node in root]
    for name in sheets(archive):
        with archive.open(name) as part:
            for _, row in ElementTree.iterparse(part):
                if row.tag != MAIN + 'row':
                    continue
                texts = {}
                for cell in row:
                    column = column_of(cell.get('r'))
                    is_dated = column in dates and row.get('r') != '1'
                    has_value = cell.find(MAIN + 'v') is not None or cell.find(MAIN + 'is') is not None
                    if has_value:
                        texts[column] = (
                            date_time(cell, is_date) if is_dated else cell_text(cell, shared)
                        )
                yield [texts.get(column, '') for column in range(max(texts, default=0) + 1)]
                row.clear()


def column_of(reference):
    column = 0
    for letter in reference.rstrip('0123456789'):
        column = column * 26 + ord(letter) - 64
    return column - 1


def sheets(archive):
    names = (n for n in archive.namelist() if re.fullmatch(r'xl/worksheets/sheet\d+\.xml', n))
    return sorted(names, key=lambda name: int(re.search(r'\d+', name)[0]))


def count_xlsx(path):
    """Rows of all sheets below their headers, counted in the XML, since parsing a million takes minutes."""
    archive = zipfile.ZipFile(path)
    rows = 0
    for name in sheets(archive):
        rest = b''
        with archive.open(name) as part:
            while chunk := part.read(1 << 20):
                rest += chunk
                rows += len(re.findall(rb'<row[ >]', rest))
                # Too short to hold a match, long enough to complete one.
                rest = rest[-4:]
        rows -= 1
    return rows


def digest(rows):
    width = len(next(rows))
    sha256, count = hashlib.sha256(), 0
    for row in rows:
        row = row + [''] * (width - len(row))
        sha256.update(''.join(cell + '\x1f' for cell in row).encode() + b'\x1e')
        count += 1
    return {'rows': count, 'digest': sha256.hexdigest()}


kind, path, wanted, dates = sys.argv[1:]
if wanted == 'cells':
    dates = {int(column) for column in dates.split(',')}
    answer = digest(csv_rows(path) if kind == 'csv' else xlsx_rows(path, dates))
else:
    rows = sum(1 for _ in csv_rows(path)) - 1 if kind == 'csv' else count_xlsx(path)
    answer = {'rows': rows}
print(json.dumps(answer))
