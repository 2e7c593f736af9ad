import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import type { Line } from './line.ts'
import { LongText } from './longText.ts'

const LINE_END = /\r\n|[\r\n\u2028\u2029]/

/** Sets ten signs a line; a line's offset is in its paragraph, and its width tells its text. */
function setTens(text: string): Line[] {
  return text.split(LINE_END).flatMap((paragraph) => {
    const count = Math.max(1, Math.ceil(paragraph.length / 10))
    return Array.from({ length: count }, (_, i) => {
      const part = paragraph.slice(i * 10, i * 10 + 10)
      const missing = part.split('?').length - 1
      const width = Number.parseInt(part || '0', 36)
      return { runs: [], width, isRightToLeft: false, missing, offset: i * 10 }
    })
  })
}

/** The first piece ends with a whole `\r\n`, and within one. */
const ENDS_WITH_LINE_END: [string[], number] = [['a'.repeat(26), '\r\n', 'a'], 28]
const ENDS_WITHIN_LINE_END: [string[], number] = [['a'.repeat(27), '\r\n', 'a'], 28]

function bare(lines: readonly Line[]) {
  return lines.map(({ width, missing }) => ({ width, missing }))
}

describe('LongText', () => {
  it('has the lines of the whole text, however it is cut into pieces', () => {
    const texts = array(constantFrom('a', '7', '?', '\n', '\r\n', 'bcdefg'), { maxLength: 80 })
    assert(
      property(texts, integer({ min: 25, max: 60 }), (parts, pieceLength) => {
        const text = parts.join('')
        const whole = setTens(text)
        const long = new LongText(text, pieceLength, setTens)
        expect(long.length).toBe(whole.length)
        expect(bare(long.slice(0, long.length))).toEqual(bare(whole))
        expect(long.missing).toBe(text.split('?').length - 1)
      }),
      { examples: [ENDS_WITH_LINE_END, ENDS_WITHIN_LINE_END] },
    )
  })

  it('gives any lines, in any order', () => {
    const text = Array.from({ length: 100 }, (_, i) => String(i).padStart(10, '0')).join('')
    const long = new LongText(text, 64, setTens)
    expect(bare(long.slice(50, 53))).toEqual(bare(setTens(text).slice(50, 53)))
    expect(bare(long.slice(3, 20))).toEqual(bare(setTens(text).slice(3, 20)))
    expect(long.slice(100, 120)).toEqual([])
  })

  it('goes on in the direction in which its paragraph began', () => {
    const directions: string[] = []
    const long = new LongText('x'.repeat(100), 40, (text, direction) => {
      directions.push(direction)
      return setTens(text).map((line) => ({ ...line, isRightToLeft: true }))
    })
    expect(long.length).toBe(10)
    expect(directions).toEqual(['auto', 'rtl', 'rtl'])
  })

  it('needs little more memory for five million signs in a cell than they take themselves', async () => {
    const [few, many] = [await peakMemory(1_000_000), await peakMemory(5_000_000)]
    // Two bytes a sign, in the block, as the cell, and once more in passing: 24 MiB.
    expect(many - few).toBeLessThan(48)
  })
})

/** Peak resident memory, in MiB, of a process with a small heap that renders as many signs. */
async function peakMemory(signs: number): Promise<number> {
  const program = fileURLToPath(new URL('../../tests/support/pdfLongCellProbe.ts', import.meta.url))
  const heap = ['--max-old-space-size=64', '--max-semi-space-size=4']
  const { stdout } = await promisify(execFile)(process.execPath, [...heap, program, String(signs)])
  return Number(stdout)
}
