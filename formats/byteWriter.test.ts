import { describe, expect, it } from '@jest/globals'
import { ByteWriter } from './byteWriter.ts'

describe('ByteWriter', () => {
  it('holds what was written in order, however often it had to grow', () => {
    const writer = new ByteWriter(1)
    const source = Buffer.from('0123456789'.repeat(5))
    writer.ascii('<c r="')
    writer.utf8('Łódź 😀')
    writer.copy(source, 2, 5)
    writer.copy(source, 10, 50)
    const text = `<c r="Łódź 😀234${'0123456789'.repeat(4)}`
    expect(Buffer.from(writer.written()).toString('utf8')).toBe(text)
  })

  it('starts anew in the room that it has', () => {
    const writer = new ByteWriter(8)
    writer.ascii('longer than eight')
    const { bytes } = writer
    writer.clear()
    writer.ascii('short')
    expect(writer.bytes).toBe(bytes)
    expect(Buffer.from(writer.written()).toString('utf8')).toBe('short')
  })

  it('gives back the room that one huge text needed', () => {
    const writer = new ByteWriter(8)
    writer.reserve(40_000_000)
    expect(writer.bytes.length).toBe(40_000_000)
    writer.clear()
    expect(writer.bytes.length).toBe(8)
  })
})
