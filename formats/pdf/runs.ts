/** Writes shapes from left to right in as few runs as possible. */
import type { Run } from './line.ts'
import type { Shape } from './shapes.ts'
import type { Typeface } from './typefaces.ts'

/** Moves that nobody sees, in thousandths of an em, are left out. */
const SMALLEST_MOVE = 0.5

export class RunWriter {
  readonly runs: Run[] = []
  #typeface: Typeface | undefined
  #rise = 0
  #shown = ''
  #hasMoves = false
  #x: number | undefined
  /** To the right, before the next code. */
  #move = 0

  /** What follows begins so far from the line's left edge. */
  startAt(x: number): void {
    this.#close()
    this.#x = x
    this.#move = 0
  }

  add({ typeface, glyphs }: Shape): void {
    for (const { code, before, after, rise } of glyphs) {
      if (typeface !== this.#typeface || rise !== this.#rise) this.#open(typeface, rise)
      this.#move += before
      if (Math.abs(this.#move) >= SMALLEST_MOVE) this.#writeMove()
      this.#shown += code
      this.#move += after
    }
  }

  /** Ends the last run. */
  end(): Run[] {
    this.#close()
    return this.runs
  }

  #open(typeface: Typeface, rise: number): void {
    this.#close()
    this.#typeface = typeface
    this.#rise = rise
  }

  #close(): void {
    if (this.#typeface && this.#shown !== '') {
      const bytes = Buffer.from(this.#shown, 'latin1')
      this.runs.push({
        typeface: this.#typeface,
        bytes,
        from: 0,
        to: bytes.length,
        hasMoves: this.#hasMoves,
        rise: this.#rise,
        x: this.#x,
      })
      this.#x = undefined
    }
    this.#shown = ''
    this.#hasMoves = false
  }

  #writeMove(): void {
    this.#hasMoves = true
    this.#shown += `)${-Math.round(this.#move * 10) / 10}(`
    this.#move = 0
  }
}
