import { describe, expect, test } from '@jest/globals'
import { assert, date, property } from 'fast-check'
import { ColumnType } from '../../contract/index.ts'
import { cellReader, dayFromText, instantFromText, instantToText } from './postgresText.ts'

describe('instantFromText', () => {
  test.each([
    ['1970-01-01 00:00:00+00', 0],
    ['1970-01-01 00:00:00.001+00', 1],
    ['2026-03-29 01:00:00.123456+00', 1_774_746_000_123],
    ['2026-03-29 01:00:00.5+00', 1_774_746_000_500],
    ['2024-02-29 23:59:59.999999+00', 1_709_251_199_999],
    ['1899-12-31 00:00:00+00', -2_209_075_200_000],
    ['infinity', Infinity],
    ['-infinity', -Infinity],
  ])('reads %s as %d milliseconds since 1970', (text, ms) => {
    expect(instantFromText(text)).toBe(ms)
  })

  test('rounds down before 1970, too', () => {
    expect(instantFromText('1969-12-31 23:59:59.9999+00')).toBe(-1)
    expect(instantFromText('1969-12-31 23:59:59.999+00')).toBe(-1)
    expect(instantFromText('1969-12-31 23:59:59.9981+00')).toBe(-2)
  })

  test('reads years of five digits and years before our era', () => {
    expect(instantFromText('10000-01-01 00:00:00+00')).toBe(253_402_300_800_000)
    expect(instantFromText('0001-01-01 00:00:00+00')).toBe(-62_135_596_800_000)
    expect(instantFromText('0001-12-31 00:00:00+00 BC')).toBe(-62_135_683_200_000)
    expect(instantFromText('0044-03-15 12:00:00.25+00 BC')).toBe(
      Date.UTC(-43, 2, 15, 12, 0, 0, 250),
    )
  })

  test('rounds down to seconds where milliseconds are too many for a number', () => {
    expect(instantFromText('294276-12-31 23:59:59.999999+00')).toBe(9_224_318_015_999_000)
    expect(instantFromText('287396-10-11 23:59:59.999999+00')).toBe(9_007_199_222_399_999)
  })

  test('agrees with Date for every millisecond of the years 0001 to 9999', () => {
    const instants = date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    assert(
      property(instants, (instant) => {
        const text = `${instant.toISOString().replace('T', ' ').replace('Z', '')}+00`
        expect(instantFromText(text)).toBe(instant.getTime())
      }),
    )
  })
})

describe('dayFromText', () => {
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2026-03-29', 20_541],
    ['1900-02-28', -25_509],
    ['1899-12-31', -25_568],
    ['9999-12-31', 2_932_896],
    ['10000-01-01', 2_932_897],
    ['0001-01-01', -719_162],
    ['0001-12-31 BC', -719_163],
    ['infinity', Infinity],
    ['-infinity', -Infinity],
  ])('reads %s as day %d', (text, day) => {
    expect(dayFromText(text)).toBe(day)
  })
})

describe('instantToText', () => {
  test('writes what PostgreSQL reads, also outside the years 1 to 9999', () => {
    expect(instantToText(1_774_746_000_123)).toBe('2026-03-29T01:00:00.123Z')
    expect(instantToText(253_402_300_800_000)).toBe('10000-01-01T00:00:00.000Z')
    expect(instantToText(-62_135_683_200_000)).toBe('0001-12-31T00:00:00.000Z BC')
  })

  test('keeps a fraction that is finer than a millisecond', () => {
    expect(instantToText(1_774_746_000_000, '.000001')).toBe('2026-03-29T01:00:00.000001Z')
  })
})

describe('cellReader', () => {
  test('keeps text and numbers digit by digit', () => {
    expect(cellReader(ColumnType.TEXT)(' 00042')).toBe(' 00042')
    expect(cellReader(ColumnType.INTEGER)('712345678901234567')).toBe('712345678901234567')
    expect(cellReader(ColumnType.DECIMAL)('-0.10')).toBe('-0.10')
    expect(cellReader(ColumnType.MONEY)('999999999999.99')).toBe('999999999999.99')
  })

  test('keeps JSON as PostgreSQL prints it, a JSON null too', () => {
    expect(cellReader(ColumnType.JSON)('{"a": 1.50, "b": [true, null]}')).toBe(
      '{"a": 1.50, "b": [true, null]}',
    )
    expect(cellReader(ColumnType.JSON)('null')).toBe('null')
  })

  test('reads booleans, days and instants', () => {
    expect(cellReader(ColumnType.BOOLEAN)('t')).toBe(true)
    expect(cellReader(ColumnType.BOOLEAN)('f')).toBe(false)
    expect(cellReader(ColumnType.DATE)('1970-01-02')).toBe(1)
    expect(cellReader(ColumnType.DATE_TIME)('1970-01-01 00:00:01+00')).toBe(1000)
  })
})
