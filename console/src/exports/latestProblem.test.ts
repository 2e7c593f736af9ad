import { expect, it } from '@jest/globals'
import { unreachable } from '../api/problem.ts'
import { latestProblem } from './latestProblem.ts'

const never = { error: null, submittedAt: 0 }
const refused = { error: unreachable(), submittedAt: 1_000 }
const done = { error: null, submittedAt: 2_000 }

it('tells what the latest action met', () => {
  expect(latestProblem([never, refused])?.code).toBe('UNREACHABLE')
})

it('tells nothing once a later action has succeeded, or where there was none', () => {
  expect(latestProblem([refused, done])).toBeNull()
  expect(latestProblem([never, never])).toBeNull()
})
