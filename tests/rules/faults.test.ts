import { expect, test } from '@jest/globals'
import { assert, property } from 'fast-check'
import { FailureCode } from '../../contract/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { anyFaultyRequest } from './anyFaultyRequest.ts'
import type { Facts } from './facts.ts'
import { RULES } from './rules.ts'

const IDS = ['3f2b8c1e-0000-4000-8000-000000000001', '3f2b8c1e-0000-4000-8000-000000000002']
const FACTS: Facts = {
  ids: IDS,
  clientIds: IDS,
  serviceIds: IDS,
  createdByIds: IDS,
  names: ['Annual audit, Łódź depot', '50%'],
  instants: ['1774746000000000', '-2717650800000001'],
  amounts: ['0.00', '-5.00', '999999999999.99'],
  days: ['2026-03-29', '1899-12-31'],
}

test.each(RULES)(
  'every fault of a request for $type is named by its field, and nothing else is',
  (rule) => {
    const handler = handlerOf(rule.type)
    const holds = property(anyFaultyRequest(rule, FACTS), ({ request, fields }) => {
      const failures = handler.validate(request)
      expect(failures.map(({ field = '' }) => field).toSorted()).toEqual(fields.toSorted())
      for (const { code, message, remedy } of failures) {
        expect(code).toBe(FailureCode.INVALID_REQUEST)
        expect(message).toMatch(/^\S.* .*\.$/u)
        expect(remedy).toMatch(/^[A-Z].*\.$/)
      }
    })
    assert(holds, { numRuns: 500 })
  },
)
