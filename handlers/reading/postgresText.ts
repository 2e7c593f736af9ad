/**
 * PostgreSQL's text output as cells. Expects a session with `TimeZone = 'UTC'` and
 * `DateStyle = 'ISO, YMD'`. An own parser of integers, since `Date` takes ten times as long and
 * can't read years above 9999, BC or infinity.
 */
import { assertNever, ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'

const DAY_MS = 86_400_000
/** Start of the last day, of the year 287396, whose milliseconds are all exact. */
const LAST_EXACT_DAY = Math.floor(Number.MAX_SAFE_INTEGER / DAY_MS) * DAY_MS
const ZERO = 48
const MINUS = 45
const DOT = 46

/**
 * Days from 1970-01-01 to a day of the Gregorian calendar, carried back before 1582 as PostgreSQL
 * does. Year 0 is 1 BC. Counts years from March, so that the leap day is the year's last.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * ZERO
}

/** Days of the date that ends before `yearEnd + 6`; the year has four digits or more. */
function daysAt(text: string, yearEnd: number): number {
  let year = 0
  for (let i = 0; i < yearEnd; i += 1) year = year * 10 + text.charCodeAt(i) - ZERO
  if (text.endsWith(' BC')) year = 1 - year
  return daysFromCivil(year, twoDigits(text, yearEnd + 1), twoDigits(text, yearEnd + 4))
}

/** Where the year ends: four digits, but for years after 9999. */
function yearEndOf(text: string): number {
  return text.charCodeAt(4) === MINUS ? 4 : text.indexOf('-')
}

function infinityOf(text: string): number | undefined {
  if (text === 'infinity') return Infinity
  return text === '-infinity' ? -Infinity : undefined
}

/** A `date` such as `2026-03-29` or `0044-03-15 BC` as days since 1970-01-01. */
export function dayFromText(text: string): number {
  const yearEnd = yearEndOf(text)
  return infinityOf(text) ?? daysAt(text, yearEnd)
}

/**
 * A `timestamptz` such as `2026-03-29 01:00:00.123456+00` as milliseconds since 1970, rounded down:
 * `1969-12-31 23:59:59.9999+00` is -1. From 287396-10-12 on, rounded down to seconds.
 */
export function instantFromText(text: string): number {
  const infinity = infinityOf(text)
  if (infinity !== undefined) return infinity
  const yearEnd = yearEndOf(text)
  const time = yearEnd + 7
  let ms =
    twoDigits(text, time) * 3_600_000 +
    twoDigits(text, time + 3) * 60_000 +
    twoDigits(text, time + 6) * 1_000
  const start = daysAt(text, yearEnd) * DAY_MS
  // In the last millennia a number has no single milliseconds: the second would be rounded up.
  if (text.charCodeAt(time + 8) === DOT && start < LAST_EXACT_DAY)
    ms += millisecondsAt(text, time + 9)
  return start + ms
}

/** The first three digits of a fraction that PostgreSQL prints without trailing zeros. */
function millisecondsAt(text: string, at: number): number {
  let ms = 0
  let scale = 100
  for (let i = at; scale >= 1; i += 1) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) break
    ms += digit * scale
    scale /= 10
  }
  return ms
}

function booleanFromText(text: string): boolean {
  return text === 't'
}

function unchanged(text: string): string {
  return text
}

/** How values of a column type are read. Text, JSON and numbers stay as they are: exact digits. */
export function cellReader(type: ColumnType): (text: string) => Cell {
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
    case ColumnType.JSON:
      return unchanged
    case ColumnType.DATE_TIME:
      return instantFromText
    case ColumnType.DATE:
      return dayFromText
    case ColumnType.BOOLEAN:
      return booleanFromText
    default:
      return assertNever(type)
  }
}

/** An instant as PostgreSQL reads it whatever the session's settings, also before year 1. */
export function instantToText(ms: number, fraction = ''): string {
  const iso = new Date(ms).toISOString()
  const yearEnd = iso.indexOf('-', 1)
  const year = Number(iso.slice(0, yearEnd))
  const digits = String(year > 0 ? year : 1 - year).padStart(4, '0')
  const rest = fraction === '' ? iso.slice(yearEnd, -1) : `${iso.slice(yearEnd, -5)}${fraction}`
  return `${digits}${rest}Z${year > 0 ? '' : ' BC'}`
}
