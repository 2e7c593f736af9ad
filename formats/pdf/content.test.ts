import { expect, it } from '@jest/globals'
import { Content, hundredths } from './content.ts'

function written(content: Content): string {
  return Buffer.from(content.bytes).toString('latin1')
}

it('writes lengths with as few digits as they need', () => {
  const content = new Content()
  for (const length of [0, 1, 0.5, 0.05, 805.89, -17.2, -0.01, 12_345.678]) {
    content.addLength(hundredths(length))
  }
  expect(written(content)).toBe('0 1 0.5 0.05 805.89 -17.2 -0.01 12345.68 ')
})

it('grows with what is added, and is empty again when it is cleared', () => {
  const content = new Content()
  const codes = Uint8Array.from({ length: 50_000 }, (_, i) => i % 256)
  content.add('BT\n')
  content.addBytes(codes, 10, 50_000)
  content.addLength(-250)
  expect(content.bytes).toHaveLength(3 + 49_990 + 5)
  expect(content.bytes.subarray(3, 49_993)).toEqual(codes.subarray(10))
  expect(written(content)).toMatch(/^BT\n[^]*-2\.5 $/)
  content.clear()
  expect(content.bytes).toHaveLength(0)
})
