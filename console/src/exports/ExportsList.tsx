/** The requester's exports: newest first, by status, with what is being done for each. */
import { useRef } from 'react'
import {
  ExportStatus,
  type ExportTypeDescription,
  type Me,
  type RequestedExport,
} from '../../../contract/index.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import { ShowMore } from '../shared/ShowMore.tsx'
import { ExportCard } from './ExportCard.tsx'
import { useAnnounceEnds } from './useAnnounceEnds.ts'
import { useExports } from './useExports.ts'
import { useLiveProgress } from './useLiveProgress.ts'
import { useScheduleNames } from './useScheduleNames.ts'

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
  const scheduleNames = useScheduleNames(list.jobs)
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
              scheduleName={scheduleNames.get(job.scheduleId ?? '') ?? null}
              onUseAsTemplate={() => onUseAsTemplate(job)}
            />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}

interface ListStateProps {
  list: ReturnType<typeof useExports>
  status: ExportStatus | ''
}

/** Why nothing is listed, or nothing new. */
function ListState({ list, status }: ListStateProps) {
  if (list.problem) return <ProblemNotice problem={list.problem} onRetry={list.reload} />
  if (list.isLoading) return <p className="muted loading">Loading your exports…</p>
  return list.jobs.length === 0 ? <p className="panel empty">{emptyWords(status)}</p> : null
}

function emptyWords(status: ExportStatus | ''): string {
  return status === ''
    ? 'No exports yet. Choose what you need in “New export”; it appears here while it is made.'
    : 'No exports with this status.'
}
