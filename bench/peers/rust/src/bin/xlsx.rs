//! rust_xlsxwriter with constant memory: `xlsx <row file> <output>`.
use peers::{Rows, Value};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut rows = Rows::open(&arguments[1])?;
    let mut workbook = Workbook::new();
    let header = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x1F4E78))
        .set_align(FormatAlign::VerticalCenter);
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss").set_align(FormatAlign::Left);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("Scopes of work")?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 21)?;
    for (index, column) in rows.columns.iter().enumerate() {
        sheet.set_column_width(index as u16, (column.letters + 3).min(60))?;
        sheet.write_string_with_format(0, index as u16, &column.heading, &header)?;
    }
    let mut row = 1;
    while rows.next(|index, value| {
        match value {
            Value::Null => {}
            Value::Text(text) => {
                sheet.write_string(row, index as u16, text).map_err(other)?;
            }
            Value::Instant(milliseconds) => {
                let serial = milliseconds / 86_400_000.0 + 25_569.0;
                sheet.write_number_with_format(row, index as u16, serial, &date).map_err(other)?;
            }
        }
        Ok(())
    })? {
        row += 1;
    }
    sheet.autofilter(0, 0, row - 1, rows.columns.len() as u16 - 1)?;
    workbook.save(&arguments[2])?;
    Ok(())
}

fn other(error: XlsxError) -> std::io::Error {
    std::io::Error::other(error)
}
