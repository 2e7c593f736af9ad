/** One export job: what it is, how far it is or how it ended, and what can be done. */
import { type RefObject, useId, useRef } from 'react'
import {
  type ExportProgress,
  ExportStatus,
  ExportStep,
  type ExportTypeDescription,
  FailureCode,
  type Me,
  type RequestedExport,
} from '../../../contract/index.ts'
import type { Problem } from '../api/problem.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { useFocusAfter } from '../shared/useFocusAfter.ts'
import { statusWords } from '../shared/words.ts'
import { JobActions } from './JobActions.tsx'
import { JobDetails } from './JobDetails.tsx'
import { JobProgress } from './JobProgress.tsx'
import { JobResult } from './JobResult.tsx'
import { Origin } from './Origin.tsx'
import { useJobActions } from './useJobActions.ts'

export interface ExportCardProps {
  job: RequestedExport
  me: Me
  /** Null for a type that the requester may no longer export. */
  type: ExportTypeDescription | null
  /** Null where nothing was told yet. */
  progress: ExportProgress | null
  /** Where the focus goes when the card goes. */
  listTitle: RefObject<HTMLElement | null>
  /** Of the schedule that asked for it; null where none did, or its name is unknown here. */
  scheduleName: string | null
  onUseAsTemplate: () => void
}

export function ExportCard(props: ExportCardProps) {
  const { job, me, type, progress, listTitle, scheduleName, onUseAsTemplate } = props
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const article = useRef<HTMLElement>(null)
  useFocusAfter(article, listTitle)
  const actions = useJobActions(job, () => listTitle.current?.focus())
  // What is told of the attempt before a retry says nothing of this one.
  const current = progress !== null && progress.attempt >= job.attempt ? progress : null
  const hasStarted =
    job.startedAt !== null || (current !== null && current.step !== ExportStep.WAITING)
  return (
    <article ref={article} className="panel card" aria-labelledby={titleId}>
      <div className="card-head">
        <h3 id={titleId} ref={title} tabIndex={-1}>
          {job.title}
        </h3>
        <StatusBadge job={job} hasStarted={hasStarted} />
      </div>
      <Origin job={job} timeZone={me.timeZone} scheduleName={scheduleName} />
      {job.status === ExportStatus.PENDING ? (
        <JobProgress progress={current} hasStarted={hasStarted} />
      ) : (
        <JobResult job={job} timeZone={me.timeZone} />
      )}
      {actions.problem && !isSaid(actions.problem, job) ? (
        <ProblemNotice problem={actions.problem} />
      ) : null}
      <JobActions
        job={job}
        actions={actions}
        canBeTemplate={type !== null}
        onUseAsTemplate={onUseAsTemplate}
        onDone={() => title.current?.focus()}
      />
      <JobDetails job={job} me={me} type={type} />
    </article>
  )
}

/** Whether the job itself tells it by now: its file expired, and it was loaded anew. */
function isSaid({ code }: Problem, { file }: RequestedExport): boolean {
  return code === FailureCode.FILE_EXPIRED && (file?.isExpired ?? false)
}

function StatusBadge({ job, hasStarted }: { job: RequestedExport; hasStarted: boolean }) {
  const isExpired = job.file?.isExpired ?? false
  return (
    <span className={`badge ${isExpired ? '' : job.status.toLowerCase()}`}>
      {statusWords(job.status, { hasStarted, isExpired })}
    </span>
  )
}
