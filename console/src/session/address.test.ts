import { describe, expect, it } from '@jest/globals'
import { downloadOf, nextOf, tokenOf } from './address.ts'

describe('the address', () => {
  it('brings a token in its fragment', () => {
    expect(tokenOf('#token=ab.cd-e_f')).toBe('ab.cd-e_f')
    expect(tokenOf('#other=1&token=ab')).toBe('ab')
  })

  it('brings no token where the fragment has none, or an empty one', () => {
    expect([tokenOf(''), tokenOf('#'), tokenOf('#token='), tokenOf('#exports')]).toEqual(
      Array(4).fill(null),
    )
  })

  it('leads to exports after sign-in, and nowhere else', () => {
    expect(nextOf('?next=/exports/7/download')).toBe('/exports/7/download')
    expect(nextOf('?next=%2Fexports%2F7%2Fdownload')).toBe('/exports/7/download')
    const elsewhere = ['https://elsewhere.example/exports/', '//elsewhere.example', '/exportsx', '']
    expect(elsewhere.map((next) => nextOf(`?next=${next}`))).toEqual(Array(4).fill(null))
  })

  it('leads nowhere by a path whose escapes stand for no text', () => {
    expect(nextOf('?next=/exports/%25E0/download')).toBeNull()
    expect(downloadOf('/exports/%E0/download')).toBeNull()
  })

  it('names the job whose file it leads to', () => {
    expect(downloadOf('/exports/7%2F8/download')).toBe('7/8')
    expect(downloadOf('/exports/7/events')).toBeNull()
  })
})
