import { crc32 } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { array, assert, property, uint8Array } from 'fast-check'
import { crc32Combine } from './crc32.ts'

describe('crc32Combine', () => {
  it('gives the CRC-32 of the whole for any pieces, empty ones too', () => {
    assert(
      property(array(uint8Array({ maxLength: 300 })), (pieces) => {
        const combined = pieces.reduce(
          (crc, piece) => crc32Combine(crc, crc32(piece), piece.length),
          crc32(''),
        )
        expect(combined).toBe(crc32(Buffer.concat(pieces)))
      }),
    )
  })

  it('holds for a second piece of more than 4 GiB', () => {
    const mebibyte = crc32(Buffer.alloc(1_048_576))
    let zeros = 0
    for (let i = 0; i < 5_000; i += 1) zeros = crc32Combine(zeros, mebibyte, 1_048_576)
    const atOnce = crc32Combine(crc32('head'), zeros, 5_000 * 1_048_576)

    let oneByOne = crc32('head')
    for (let i = 0; i < 5_000; i += 1) oneByOne = crc32Combine(oneByOne, mebibyte, 1_048_576)
    expect(atOnce).toBe(oneByOne)
  })
})
