import { describe, expect, it } from '@jest/globals'
import { workflowIdOf } from './index.ts'

describe('workflowIdOf', () => {
  it('is the export’s id, with the number of a later attempt', () => {
    const uuid = '87062180-f2ed-4ac4-b9db-446655440000'
    expect(workflowIdOf(uuid, 1)).toBe(`export-${uuid}`)
    expect(workflowIdOf(uuid, 3)).toBe(`export-${uuid}-3`)
    expect(workflowIdOf('march', 1)).toBe('export-march')
  })

  it('never takes an id for another one’s later attempt', () => {
    const ids = [
      workflowIdOf('a', 2),
      workflowIdOf('a-2', 1),
      workflowIdOf('a%2D2', 1),
      workflowIdOf('a-2-3', 1),
      workflowIdOf('a-2', 3),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
})
