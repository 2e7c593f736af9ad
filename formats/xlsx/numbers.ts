/** Which of PostgreSQL's numbers a cell can hold without loss. */

/** Digits that a cell's number keeps. */
export const MAX_DIGITS = 15
/** Largest and smallest sizes that a cell's number can have. */
const LARGEST = 9.99999999999999e307
const SMALLEST = 2.2251e-308

const NUMBER = /^-?(0|[1-9]\d*)(?:\.(\d+))?(?:e[+-]?\d+)?$/i

/** Whether it is a number that a cell holds with every digit; zeros at a fraction's end don't count. */
export function isExactInExcel(digits: string): boolean {
  const found = NUMBER.exec(digits)
  if (!found) return false
  const [, whole = '', fraction = ''] = found
  const significant = (whole + fraction.replace(/0+$/, '')).replace(/^0+/, '')
  if (significant.length > MAX_DIGITS) return false
  const size = Math.abs(Number(digits))
  return size === 0 ? significant === '' : size >= SMALLEST && size <= LARGEST
}

/** Whether it is one of PostgreSQL's values without a size, for which a cell has no number. */
export function isUnlimited(digits: string): boolean {
  return digits === 'NaN' || digits === 'Infinity' || digits === '-Infinity'
}
