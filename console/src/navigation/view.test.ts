import { describe, expect, it } from '@jest/globals'
import { addressOf, type View, viewOf } from './view.ts'

const VIEWS: View[] = [
  { name: 'EXPORTS' },
  { name: 'SCHEDULES' },
  { name: 'NEW_SCHEDULE' },
  { name: 'SCHEDULE', scheduleId: '7&8' },
  { name: 'EDIT_SCHEDULE', scheduleId: '7' },
]

describe('the address of a part of the page', () => {
  it('leads back to that part', () => {
    const queries = VIEWS.map((view) => new URL(addressOf(view), 'http://page.example').search)
    expect(queries.map(viewOf)).toEqual(VIEWS)
  })

  it('leads to the exports where it says nothing else', () => {
    expect(['', '?', '?again', '?schedule='].map(viewOf)).toEqual(Array(4).fill(VIEWS[0]))
  })
})
