/** Says aloud when a job that was under way is over, however the page came to know. */
import { useEffect, useRef } from 'react'
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { endedSince, idsUnderWay } from './ended.ts'
import { endWords } from './endWords.ts'

/** `status` is that of the jobs that are listed; null for all. */
export function useAnnounceEnds(
  jobs: readonly RequestedExport[],
  status: ExportStatus | null,
): void {
  const announce = useAnnounce()
  const before = useRef({ status, underWay: idsUnderWay([]) })
  useEffect(() => {
    // That a job is missing from another list says nothing.
    const underWay = before.current.status === status ? before.current.underWay : []
    const { ended, gone } = endedSince(underWay, jobs)
    before.current = { status, underWay: idsUnderWay(jobs) }
    const announceEnds = async () => {
      const sentences = [...ended, ...(await overOf(gone))].map(endWords)
      if (sentences.length > 0) announce(sentences.join(' '))
    }
    void announceEnds()
  }, [jobs, status, announce])
}

/** A list of those under way loses a job that ends: the API is asked how. */
async function overOf(exportIds: readonly string[]): Promise<RequestedExport[]> {
  const answers = await Promise.allSettled(exportIds.map((id) => api.job(id)))
  return answers.flatMap((answer) =>
    answer.status === 'fulfilled' && answer.value.status !== ExportStatus.PENDING
      ? [answer.value]
      : [],
  )
}
