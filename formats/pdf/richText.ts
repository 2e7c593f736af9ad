/** The way for text of several fonts, scripts or directions: sets its signs in lines. */
import { BreakFinder, isSpace } from './breakRules.ts'
import type { Sign, Signs } from './itemizer.ts'
import type { Line } from './line.ts'
import { LineBreaker, type Span } from './lineBreaker.ts'
import { RunWriter } from './runs.ts'
import { visualOrder } from './visualOrder.ts'

export function advanceOf(signs: readonly Sign[]): number {
  return signs.reduce((sum, { shape }) => sum + shape.advance, 0)
}

/** Lines of a paragraph, none longer than `limit`; sizes are `scale` × thousandths of an em. */
export function richLines(text: string, paragraph: Signs, limit: number, scale: number): Line[] {
  const isRightToLeft = paragraph.level % 2 === 1
  return spansOf(text, paragraph.signs, limit).map(({ from, to, advance }) => {
    const signs = paragraph.signs.slice(from, to)
    return {
      runs: runsOf(signs, advance, paragraph.level),
      width: advance * scale,
      isRightToLeft,
      missing: signs.filter((sign) => sign.isMissing).length,
      offset: signs[0]?.offset ?? 0,
    }
  })
}

function spansOf(text: string, signs: readonly Sign[], limit: number): Span[] {
  const advance = advanceOf(signs)
  if (advance <= limit) return [{ from: 0, to: signs.length, advance }]
  const breaker = new LineBreaker(limit)
  const finder = new BreakFinder(text)
  for (const { shape, offset } of signs) {
    const codePoint = text.codePointAt(offset) ?? 0
    const before = finder.before(codePoint, offset)
    if (isSpace(codePoint)) breaker.space(shape.advance)
    else breaker.sign(shape.advance, before)
  }
  breaker.end()
  return breaker.spans
}

/** `advance` is that of what is seen: a line that was broken ends in a space beyond it. */
function runsOf(line: readonly Sign[], advance: number, level: number): Line['runs'] {
  const writer = new RunWriter()
  const last = line.at(-1)
  const endsInSpace = last !== undefined && advanceOf(line) - advance > last.shape.advance / 2
  // The space is behind the line's end, whatever its neighbours: from right to left, at its left.
  const seen = endsInSpace ? [...line.slice(0, -1), { ...last, level }] : line
  if (endsInSpace && level % 2 === 1) writer.move(-last.shape.advance)
  for (const { shape } of visualOrder(seen)) writer.add(shape)
  return writer.end()
}
