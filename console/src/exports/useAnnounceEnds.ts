/** Says aloud when a job that was under way is over, however the page came to know. */
import { useEffect, useRef } from 'react'
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { endWords } from './endWords.ts'

export function useAnnounceEnds(jobs: readonly RequestedExport[]): void {
  const announce = useAnnounce()
  const underWay = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const ended = jobs.filter(
      ({ id, status }) => status !== ExportStatus.PENDING && underWay.current.has(id),
    )
    underWay.current = new Set(
      jobs.filter(({ status }) => status === ExportStatus.PENDING).map(({ id }) => id),
    )
    if (ended.length > 0) announce(ended.map(endWords).join(' '))
  }, [jobs, announce])
}
