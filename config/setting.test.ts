import { describe, expect, it } from '@jest/globals'
import { hosts, mailbox, origins, secret } from './setting.ts'

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

describe('a mailbox', () => {
  const setting = mailbox(described)

  it.each(['', 'exports@example.com', 'Connexus, exports <exports@example.com>'])(
    'may be %j',
    (text) => {
      expect(setting.parse(text)).toBe(text)
    },
  )

  it.each(['exports', '<exports>', 'a@b c@d', 'X\r\nBcc: y <a@b>'])('may not be %j', (text) => {
    expect(() => setting.parse(text)).toThrow('must be an address such as')
  })
})

describe('hosts', () => {
  const setting = hosts(described)

  it('are separated by commas, with or without port, and may be none', () => {
    expect(setting.parse('')).toEqual([])
    expect(setting.parse('Hooks.internal, 10.0.0.5:8443,a.example:443')).toEqual([
      'hooks.internal',
      '10.0.0.5:8443',
      'a.example:443',
    ])
  })

  it.each(['https://a.example', 'a.example/path', '*', 'a@b', '10.1'])(
    'are refused where one is %j',
    (text) => {
      expect(() => setting.parse(text)).toThrow('must be hosts such as')
    },
  )
})
