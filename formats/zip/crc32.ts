/**
 * CRC-32 of joined pieces from the pieces' own, so that pieces can be compressed on any thread.
 * Works on polynomials over two elements, bit 31 being the coefficient of x⁰.
 */

/** The CRC's polynomial without its highest term. */
const POLYNOMIAL = 0xedb88320
const ONE = 0x80000000

/**
 * CRC-32 of A followed by B.
 * @param first CRC-32 of A
 * @param second CRC-32 of B
 * @param secondLength bytes of B; any safe integer
 */
export function crc32Combine(first: number, second: number, secondLength: number): number {
  // Bytes that follow multiply what was before them by x to the power of their bits.
  return (multiply(powerOfX(secondLength), first) ^ second) >>> 0
}

/** x to the power of eight times `bytes`, by squaring. */
function powerOfX(bytes: number): number {
  let power = ONE
  let square = ONE >>> 8
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(square, power)
    square = multiply(square, square)
  }
  return power
}

/** Product of two polynomials modulo the CRC's. */
function multiply(left: number, right: number): number {
  let product = 0
  let shifted = right
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) product ^= shifted
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1
  }
  return product >>> 0
}
