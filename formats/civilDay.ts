/** Days since 1970 as year, month and day of the Gregorian calendar, for strings and bytes alike. */

export interface CivilDay {
  /** There is a year 0, the one before the year 1; the year before it is -1. */
  year: number
  /** 1 to 12. */
  month: number
  /** 1 to 31. */
  day: number
}

/**
 * The calendar is extended to all times as in PostgreSQL. Counted by hand since `Date` ends in the
 * year 275760. Years are counted from March, so that the leap day is a year's last day, and in spans
 * of 400 years, which all have 146,097 days.
 */
export function civilDay(daysSince1970: number): CivilDay {
  const fromMarch0 = daysSince1970 + 719_468
  const span = Math.floor(fromMarch0 / 146_097)
  const dayOfSpan = (fromMarch0 - span * 146_097) | 0
  const yearOfSpan = quotient(
    dayOfSpan -
      quotient(dayOfSpan, 1_460) +
      quotient(dayOfSpan, 36_524) -
      quotient(dayOfSpan, 146_096),
    365,
  )
  const dayOfYear =
    dayOfSpan - (yearOfSpan * 365 + quotient(yearOfSpan, 4) - quotient(yearOfSpan, 100))
  const monthFromMarch = quotient(5 * dayOfYear + 2, 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: span * 400 + yearOfSpan + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - quotient(153 * monthFromMarch + 2, 5) + 1,
  }
}

/** Of 32-bit integers that are not negative, which costs a fraction of a division of any numbers. */
function quotient(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0
}
