//! The csv crate: `csv <row file> <output>`.
use peers::{clock, Rows, Value};
use std::fs::File;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut rows = Rows::open(&arguments[1])?;
    let mut file = File::create(&arguments[2])?;
    file.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .buffer_capacity(1 << 18)
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    writer.write_record(rows.columns.iter().map(|column| &column.heading))?;
    let mut shown = Vec::new();
    while rows.next(|_, value| {
        match value {
            Value::Null => writer.write_field("")?,
            Value::Text(text) => writer.write_field(text)?,
            Value::Instant(milliseconds) => {
                let (year, month, day, hour, minute, second) = clock(milliseconds);
                shown.clear();
                write!(shown, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")?;
                writer.write_field(&shown)?;
            }
        }
        Ok(())
    })? {
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}
