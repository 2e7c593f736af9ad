/**
 * In which order a day's parts stand, and what stands between them: ISO 8601, or as a locale has it.
 * Always the Gregorian calendar in digits 0 to 9, two for day and month, four or more for the year.
 */

export const DatePartKind = {
  YEAR: 'year',
  MONTH: 'month',
  DAY: 'day',
  LITERAL: 'literal',
} as const
export type DatePartKind = (typeof DatePartKind)[keyof typeof DatePartKind]

export interface DatePart {
  kind: DatePartKind
  /** What is written for a literal; empty for the others. */
  text: string
}

export type DatePattern = readonly DatePart[]

/** `2026-11-25`. */
export const ISO_DATES: DatePattern = [
  { kind: DatePartKind.YEAR, text: '' },
  { kind: DatePartKind.LITERAL, text: '-' },
  { kind: DatePartKind.MONTH, text: '' },
  { kind: DatePartKind.LITERAL, text: '-' },
  { kind: DatePartKind.DAY, text: '' },
]

const KINDS = new Map<string, DatePartKind>(Object.values(DatePartKind).map((kind) => [kind, kind]))
/** Marks of direction: numbers and their separators need none, and readers of a CSV trip over them. */
const INVISIBLE = /\p{Cf}/gu
const ANY_SPACE = /\s/gu

/**
 * `25.11.2026` for `de-DE`, `11/25/2026` for `en-US`. Without a locale ISO 8601.
 * @throws RangeError when it is no BCP 47 tag.
 */
export function datePatternOf(locale: string | undefined): DatePattern {
  if (locale === undefined) return ISO_DATES
  const parts = new Intl.DateTimeFormat(locale, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(0)
  return parts.flatMap(({ type, value }) => {
    const kind = KINDS.get(type)
    if (kind === undefined) return []
    return [{ kind, text: kind === DatePartKind.LITERAL ? plain(value) : '' }]
  })
}

function plain(literal: string): string {
  return literal.replaceAll(INVISIBLE, '').replaceAll(ANY_SPACE, ' ')
}
