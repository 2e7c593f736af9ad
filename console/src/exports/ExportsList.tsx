/** The requester's exports: newest first, by status, with what is being done for each. */
import { useRef, useState } from 'react'
import {
  ExportStatus,
  type ExportTypeDescription,
  type RequestedExport,
} from '../../../contract/index.ts'
import type { Me } from '../api/api.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import { ExportCard } from './ExportCard.tsx'
import { useAnnounceEnds } from './useAnnounceEnds.ts'
import { useExports } from './useExports.ts'
import { useLiveProgress } from './useLiveProgress.ts'

const STATUSES = [
  { value: '', label: 'All' },
  { value: ExportStatus.PENDING, label: 'Queued or running' },
  { value: ExportStatus.COMPLETED, label: 'Ready' },
  { value: ExportStatus.FAILED, label: 'Failed' },
  { value: ExportStatus.CANCELLED, label: 'Cancelled' },
] as const

export interface ExportsListProps {
  me: Me
  types: readonly ExportTypeDescription[]
  onUseAsTemplate: (job: RequestedExport) => void
}

export function ExportsList({ me, types, onUseAsTemplate }: ExportsListProps) {
  const [status, setStatus] = useState<ExportStatus | ''>('')
  const title = useRef<HTMLHeadingElement>(null)
  const list = useExports(status || null)
  const progress = useLiveProgress(list.jobs)
  useAnnounceEnds(list.jobs)
  return (
    <section className="exports" aria-labelledby="exports-title" aria-busy={list.isLoading}>
      <div className="exports-head">
        <h2 id="exports-title" ref={title} tabIndex={-1}>
          Your exports
        </h2>
        <SelectInput
          label="Status shown"
          value={status}
          options={STATUSES}
          onChange={(chosen) => setStatus(chosen)}
        />
      </div>
      {list.problem ? <ProblemNotice problem={list.problem} onRetry={list.reload} /> : null}
      {list.isLoading ? <p className="muted loading">Loading your exports…</p> : null}
      {!list.isLoading && !list.problem && list.jobs.length === 0 ? (
        <p className="panel empty">{emptyWords(status)}</p>
      ) : null}
      <ul className="cards">
        {list.jobs.map((job) => (
          <li key={job.id}>
            <ExportCard
              job={job}
              me={me}
              type={types.find(({ type }) => type === job.type) ?? null}
              progress={progress.get(job.id) ?? null}
              onUseAsTemplate={() => onUseAsTemplate(job)}
              onRemoved={() => title.current?.focus()}
            />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <button
          type="button"
          className="button show-more"
          disabled={list.isLoadingMore}
          onClick={list.showMore}
        >
          {list.isLoadingMore ? 'Loading…' : 'Show more'}
        </button>
      ) : null}
    </section>
  )
}

function emptyWords(status: ExportStatus | ''): string {
  return status === ''
    ? 'No exports yet. Choose what you need in “New export”; it appears here while it is made.'
    : 'No exports with this status.'
}
