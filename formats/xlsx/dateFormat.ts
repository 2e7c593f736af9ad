/** Number formats that show a day's parts as a locale has them. */
import { assertNever } from '../../contract/index.ts'
import { DatePartKind, datePatternOf } from '../datePattern.ts'

/** Signs that a number format shows as they are; before any other stands a backslash. */
const SHOWN_AS_IT_IS = /[- ]/

/** `yyyy-mm-dd` without a locale, `dd\.mm\.yyyy` for `de-DE`. */
export function dateFormat(locale: string | undefined): string {
  const parts = datePatternOf(locale).map(({ kind, text }) => {
    switch (kind) {
      case DatePartKind.YEAR:
        return 'yyyy'
      case DatePartKind.MONTH:
        return 'mm'
      case DatePartKind.DAY:
        return 'dd'
      case DatePartKind.LITERAL:
        return Array.from(text, (sign) => (SHOWN_AS_IT_IS.test(sign) ? sign : `\\${sign}`)).join('')
      default:
        return assertNever(kind)
    }
  })
  return parts.join('')
}
