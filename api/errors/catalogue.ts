/**
 * Every code that a person can meet, in an answer of the API or on a failed job: its HTTP status, what
 * it means, and what to do. `docs/errors.md` and the page `/errors` are made of it; a code without its
 * entry does not compile.
 */
import type { FailureCode } from '../../contract/index.ts'
import type { ApiCode } from './apiError.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'
import { ENTRY_CODES } from './entryCodes.ts'
import { JOB_CODES } from './jobCodes.ts'
import { OWN_CODES } from './ownCodes.ts'

export type AnswerCode = FailureCode | ApiCode

export const CATALOGUE: Readonly<Record<AnswerCode, CatalogueEntry>> = {
  ...OWN_CODES,
  ...ENTRY_CODES,
  ...JOB_CODES,
}

/** HTTP status of an answer with the code; 500 for one that no answer should have. */
export function statusOf(code: AnswerCode): number {
  return CATALOGUE[code].status ?? 500
}
