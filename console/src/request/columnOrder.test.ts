import { describe, expect, it } from '@jest/globals'
import { movedBeside } from './columnOrder.ts'

const COLUMNS = ['a', 'b', 'c', 'd'].map((key) => ({ key, heading: key, isChosen: true }))

function moved(keys: string[], key: string, dropPosition: 'before' | 'after'): string {
  return movedBeside(COLUMNS, new Set(keys), { key, dropPosition })
    .map((column) => column.key)
    .join('')
}

describe('columns that are dropped', () => {
  it('go before or after the one beside them', () => {
    expect(moved(['d'], 'a', 'before')).toBe('dabc')
    expect(moved(['a'], 'c', 'after')).toBe('bcad')
  })

  it('keep their order among each other', () => {
    expect(moved(['c', 'a'], 'd', 'after')).toBe('bdac')
  })

  it('stay where they are when they are dropped on themselves', () => {
    expect(moved(['b'], 'b', 'after')).toBe('abcd')
  })
})
