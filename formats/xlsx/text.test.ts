import { describe, expect, it } from '@jest/globals'
import { fitText, textElement } from './text.ts'

describe('fitText', () => {
  it('leaves a text of 32,767 units and 253 line feeds as it is', () => {
    const text = 'a\n'.repeat(253).padEnd(32_767, 'a')
    expect(fitText(text)).toBe(text)
  })

  it('cuts a longer text to 32,767 units, the ellipsis included', () => {
    expect(fitText('a'.repeat(32_768))).toBe(`${'a'.repeat(32_766)}…`)
  })

  it('cuts before a sign of two units, never within', () => {
    const text = `${'a'.repeat(32_765)}😀😀`
    expect(fitText(text)).toBe(`${'a'.repeat(32_765)}…`)
  })

  it('cuts before the 254th line feed', () => {
    expect(fitText('a\n'.repeat(254))).toBe(`${'a\n'.repeat(253)}a…`)
    expect(fitText('\n'.repeat(40_000))).toBe(`${'\n'.repeat(253)}…`)
  })
})

describe('textElement', () => {
  it.each([
    ['plain, "quoted" é 日本 😀', '<t>plain, "quoted" é 日本 😀</t>'],
    ['a < b & c > d', '<t>a &lt; b &amp; c &gt; d</t>'],
    [']]>', '<t>]]&gt;</t>'],
    // White space at the ends is lost without the attribute.
    [' x', '<t xml:space="preserve"> x</t>'],
    ['x\n', '<t xml:space="preserve">x\n</t>'],
    ['a\tb\nc', '<t>a\tb\nc</t>'],
    // Readers of XML turn CR into LF.
    ['a\r\nb', '<t>a_x000D_\nb</t>'],
    // Excel would read these as "A", as a CR and as "_".
    ['_x0041_', '<t>_x005F_x0041_</t>'],
    ['rev_x000D_2', '<t>rev_x005F_x000D_2</t>'],
    ['_x005F_', '<t>_x005F_x005F_</t>'],
    ['_x0041_x0042_', '<t>_x005F_x0041_x005F_x0042_</t>'],
    ['_x004', '<t>_x004</t>'],
    ['_x0041', '<t>_x0041</t>'],
    // The escape of the CR would complete another one.
    ['_x000D\r', '<t xml:space="preserve">_x005F_x000D_x000D_</t>'],
    ['a\u0000b\u000Bc\uFFFEd\uFFFFe', '<t>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe</t>'],
    ['\u007F\u0085', '<t>\u007F\u0085</t>'],
  ])('writes %j as %s', (text, element) => {
    expect(textElement(text)).toBe(element)
  })
})
