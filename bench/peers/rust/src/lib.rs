//! Reads the row file that bench/data/rowFile.ts describes.
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Result};

pub struct Column {
    pub is_date_time: bool,
    pub heading: String,
    pub letters: u32,
}

/// A cell. Texts borrow from the row.
pub enum Value<'row> {
    Null,
    Text(&'row str),
    /// Milliseconds since 1970.
    Instant(f64),
}

pub struct Rows {
    input: BufReader<File>,
    pub columns: Vec<Column>,
    row: Vec<u8>,
}

impl Rows {
    pub fn open(path: &str) -> Result<Rows> {
        let mut input = BufReader::with_capacity(1 << 20, File::open(path)?);
        let count = u32::from_le_bytes(take(&mut input)?);
        let mut columns = Vec::new();
        for _ in 0..count {
            let [kind] = take(&mut input)?;
            let mut heading = vec![0; u32::from_le_bytes(take(&mut input)?) as usize];
            input.read_exact(&mut heading)?;
            let letters = u32::from_le_bytes(take(&mut input)?);
            take::<8>(&mut input)?;
            let heading = String::from_utf8(heading).expect("a heading is UTF-8");
            columns.push(Column { is_date_time: kind == b'd', heading, letters });
        }
        Ok(Rows { input, columns, row: Vec::new() })
    }

    /// Calls `cell` with each cell of the next row and its column; false at the end.
    pub fn next(&mut self, mut cell: impl FnMut(usize, Value) -> Result<()>) -> Result<bool> {
        let length = match take(&mut self.input) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            bytes => u32::from_le_bytes(bytes?) as usize,
        };
        self.row.resize(length, 0);
        self.input.read_exact(&mut self.row)?;
        let mut rest = &self.row[..];
        for (index, column) in self.columns.iter().enumerate() {
            if column.is_date_time {
                let value = f64::from_le_bytes(take(&mut rest)?);
                cell(index, if value.is_nan() { Value::Null } else { Value::Instant(value) })?;
                continue;
            }
            let length = i32::from_le_bytes(take(&mut rest)?);
            if length < 0 {
                cell(index, Value::Null)?;
                continue;
            }
            let (text, after) = rest.split_at(length as usize);
            rest = after;
            cell(index, Value::Text(std::str::from_utf8(text).expect("a text is UTF-8")))?;
        }
        Ok(true)
    }
}

fn take<const BYTES: usize>(input: &mut impl Read) -> Result<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Year, month, day, hour, minute and second of an instant, in UTC.
pub fn clock(milliseconds: f64) -> (i64, u32, u32, u32, u32, u32) {
    let seconds = (milliseconds / 1000.0).floor() as i64;
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400) as u32);
    // Counted from March, in spans of 400 years.
    let from_march = day + 719_468;
    let span = from_march.div_euclid(146_097);
    let of_span = from_march.rem_euclid(146_097);
    let year = (of_span - of_span / 1_460 + of_span / 36_524 - of_span / 146_096) / 365;
    let of_year = of_span - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (
        span * 400 + year + i64::from(month <= 2),
        month as u32,
        (of_year - (153 * march + 2) / 5 + 1) as u32,
        second / 3_600,
        second / 60 % 60,
        second % 60,
    )
}
