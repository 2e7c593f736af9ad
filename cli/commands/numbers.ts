/** Options that are numbers. */
import { InvalidArgumentError } from 'commander'

export function atLeastOne(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number from 1.')
  }
  return number
}
