/** What the request would come to. */
import type { ExportEstimate, ExportRequest } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { type LiveAnswer, useLiveAnswer } from '../shared/useLiveAnswer.ts'

export type LiveEstimate = LiveAnswer<ExportEstimate>

export function useEstimate(request: ExportRequest): LiveEstimate {
  return useLiveAnswer('estimate', request, (asked, signal) => api.estimate(asked, signal))
}
