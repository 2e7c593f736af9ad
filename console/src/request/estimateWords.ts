/** What an export would come to, in words: "about" for all that was not counted. */
import { EstimateBasis, type ExportEstimate } from '../../../contract/index.ts'
import { bytes, duration, number } from '../shared/format.ts'

export interface EstimateWords {
  rows: string
  size: string
  time: string
}

export function estimateWords({
  rows,
  basis,
  bytes: size,
  seconds,
}: ExportEstimate): EstimateWords {
  const isExact = basis === EstimateBasis.COUNTED
  return {
    rows: isExact ? number(rows) : `about ${number(rounded(rows))}`,
    size: `about ${bytes(rounded(size))}`,
    time: seconds < 1 ? duration(seconds) : `about ${duration(seconds)}`,
  }
}

/** To two digits: more would promise what an estimate does not know. */
function rounded(value: number): number {
  return Number(value.toPrecision(2))
}
