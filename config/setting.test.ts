import { describe, expect, it } from '@jest/globals'
import { origins, secret } from './setting.ts'

const described = { variable: 'X', description: '', fallback: '' }

describe('a secret', () => {
  const setting = secret({ ...described, minLength: 32 })

  it('has a least length, unless there may be none', () => {
    expect(setting.parse('')).toBe('')
    expect(setting.parse('x'.repeat(32))).toBe('x'.repeat(32))
    expect(() => setting.parse('hunter2')).toThrow('must be a text of 32 characters or more')
    expect([setting.allowed, setting.isSecret]).toEqual(['text of 32 characters or more', true])
  })
})

describe('origins', () => {
  const setting = origins(described)

  it('are separated by commas, and may be none', () => {
    expect(setting.parse('')).toEqual([])
    expect(setting.parse('https://a.example, http://127.0.0.1:5173')).toEqual([
      'https://a.example',
      'http://127.0.0.1:5173',
    ])
  })

  it.each(['*', 'a.example', 'https://a.example/', 'https://a.example/path', 'null'])(
    'are refused where one is %j',
    (text) => {
      expect(() => setting.parse(text)).toThrow('must be origins such as')
    },
  )
})
