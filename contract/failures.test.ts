import { readFile } from 'node:fs/promises'
import { expect, it } from '@jest/globals'
import { FailureCode, REQUESTERS_FAILURES, summarize } from './failures.ts'

it('has every code, with whose failure it is, in docs/operating.md', async () => {
  const page = await readFile(new URL('../docs/operating.md', import.meta.url), 'utf8')
  const documented = [...page.matchAll(/^\| `([A-Z_]+)` \| (requester|us|nobody) \|/gm)].map(
    ([, code, whose]) => ({ code, isRequesters: whose === 'requester' }),
  )
  const codes = Object.values(FailureCode).map((code) => ({
    code,
    isRequesters: REQUESTERS_FAILURES.has(code),
  }))
  expect(documented).toEqual(codes)
})

it('sums failures up as final when one of them is', () => {
  const failure = { code: FailureCode.INTERNAL_ERROR, message: 'It broke.', remedy: 'Mend it.' }
  expect(summarize([failure, failure])).not.toHaveProperty('isFinal')
  expect(summarize([failure, { ...failure, isFinal: true }])).toHaveProperty('isFinal', true)
})
