"""Python XlsxWriter with constant memory: `xlsxwriter_peer.py <row file> <output>`."""
import struct
import sys

import xlsxwriter


def main(source, output):
    with open(source, 'rb', buffering=1 << 20) as rows:
        workbook = xlsxwriter.Workbook(output, {'constant_memory': True})
        sheet = workbook.add_worksheet('Scopes of work')
        kinds = write_header(rows, workbook, sheet)
        date = workbook.add_format({'num_format': 'yyyy-mm-dd hh:mm:ss', 'align': 'left'})
        write_string, write_number = sheet.write_string, sheet.write_number
        i32, f64 = struct.Struct('<i').unpack_from, struct.Struct('<d').unpack_from
        row = 1
        while size := rows.read(4):
            cells = rows.read(i32(size)[0])
            at = 0
            for column, kind in enumerate(kinds):
                if kind == b'd':
                    (milliseconds,) = f64(cells, at)
                    at += 8
                    if milliseconds == milliseconds:
                        write_number(row, column, milliseconds / 86_400_000 + 25_569, date)
                    continue
                (length,) = i32(cells, at)
                at += 4
                if length >= 0:
                    write_string(row, column, cells[at : at + length].decode())
                    at += length
            row += 1
        sheet.autofilter(0, 0, row - 1, len(kinds) - 1)
        workbook.close()


def write_header(rows, workbook, sheet):
    style = {'bold': True, 'font_color': '#FFFFFF', 'bg_color': '#1F4E78', 'valign': 'vcenter'}
    header = workbook.add_format(style)
    sheet.freeze_panes(1, 0)
    kinds, headings = [], []
    (count,) = struct.unpack('<I', rows.read(4))
    for column in range(count):
        kinds.append(rows.read(1))
        (length,) = struct.unpack('<i', rows.read(4))
        headings.append(rows.read(length).decode())
        letters, _ = struct.unpack('<Id', rows.read(12))
        sheet.set_column(column, column, min(60, letters + 3))
    sheet.set_row(0, 21)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, header)
    return kinds


main(*sys.argv[1:])
