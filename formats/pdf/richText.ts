/** The way for text of several fonts, scripts or directions: sets its signs in lines. */
import { BreakFinder, wordStartsOf } from './breakRules.ts'
import type { Sign, Signs } from './itemizer.ts'
import type { Line, Run } from './line.ts'
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
  const finder = new BreakFinder(wordStartsOf(text))
  for (const { shape, offset } of signs) {
    breaker.add(shape.advance, finder.next(text.codePointAt(offset) ?? 0, offset))
  }
  breaker.end()
  return breaker.spans
}

/**
 * Draws the parts of a line that run in one direction in the order in which they are read, each where
 * it is seen: readers of text take them as they come. `advance` is that of what is seen: a line that
 * was broken ends in a space beyond it.
 */
function runsOf(line: readonly Sign[], advance: number, level: number): Run[] {
  const last = line.at(-1)
  const endsInSpace = last !== undefined && advanceOf(line) - advance > last.shape.advance / 2
  // The space is behind the line's end, whatever its neighbours: from right to left, at its left.
  const parts = levelParts(endsInSpace ? [...line.slice(0, -1), { ...last, level }] : line)
  let x = endsInSpace && level % 2 === 1 ? -last.shape.advance : 0
  for (const part of visualOrder(parts)) {
    part.x = x
    x += advanceOf(part.signs)
  }
  const writer = new RunWriter()
  for (const part of parts) {
    writer.startAt(part.x)
    const signs = part.level % 2 === 1 ? part.signs.toReversed() : part.signs
    for (const { shape } of signs) writer.add(shape)
  }
  return writer.end()
}

/** Parts of one level each, in the order in which they are read. */
function levelParts(line: readonly Sign[]): { level: number; signs: Sign[]; x: number }[] {
  const parts: { level: number; signs: Sign[]; x: number }[] = []
  for (const sign of line) {
    const last = parts.at(-1)
    if (last?.level === sign.level) last.signs.push(sign)
    else parts.push({ level: sign.level, signs: [sign], x: 0 })
  }
  return parts
}
