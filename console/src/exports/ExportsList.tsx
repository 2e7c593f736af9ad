/** The requester's exports: newest first, by status, with what is being done for each. */
import { useRef } from 'react'
import {
  ExportStatus,
  type ExportTypeDescription,
  type Me,
  type RequestedExport,
} from '../../../contract/index.ts'
import { Button } from '../shared/Button.tsx'
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
  /** `''` for all. */
  status: ExportStatus | ''
  onStatus: (status: ExportStatus | '') => void
  onUseAsTemplate: (job: RequestedExport) => void
}

export function ExportsList({ me, types, status, onStatus, onUseAsTemplate }: ExportsListProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const list = useExports(status || null)
  const progress = useLiveProgress(list.jobs)
  useAnnounceEnds(list.jobs, status || null)
  return (
    <section className="exports" aria-labelledby="exports-title" aria-busy={list.isLoading}>
      <div className="exports-head">
        <h2 id="exports-title" ref={title} tabIndex={-1}>
          Your exports
        </h2>
        <SelectInput label="Status shown" value={status} options={STATUSES} onChange={onStatus} />
      </div>
      <ListState list={list} status={status} />
      <ul className="cards">
        {list.jobs.map((job) => (
          <li key={job.id}>
            <ExportCard
              job={job}
              me={me}
              type={types.find(({ type }) => type === job.type) ?? null}
              progress={progress.get(job.id) ?? null}
              listTitle={title}
              onUseAsTemplate={() => onUseAsTemplate(job)}
            />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}

interface ListPartProps {
  list: ReturnType<typeof useExports>
}

/** Why nothing is listed, or nothing new. */
function ListState({ list, status }: ListPartProps & { status: ExportStatus | '' }) {
  if (list.problem) return <ProblemNotice problem={list.problem} onRetry={list.reload} />
  if (list.isLoading) return <p className="muted loading">Loading your exports…</p>
  return list.jobs.length === 0 ? <p className="panel empty">{emptyWords(status)}</p> : null
}

function ShowMore({ list }: ListPartProps) {
  const { hasMore, hasShownMore, isLoadingMore, showMore } = list
  // Whoever got to the end with it has the focus there.
  if (!hasMore && !hasShownMore) return null
  const words = hasMore ? 'Show more' : 'All are shown'
  return (
    <div className="show-more">
      <Button isIdle={isLoadingMore || !hasMore} onClick={showMore}>
        {isLoadingMore ? 'Loading…' : words}
      </Button>
    </div>
  )
}

function emptyWords(status: ExportStatus | ''): string {
  return status === ''
    ? 'No exports yet. Choose what you need in “New export”; it appears here while it is made.'
    : 'No exports with this status.'
}
