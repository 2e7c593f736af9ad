/** The form of a schedule with its title, once all that it needs is there. */
import { useRef } from 'react'
import type { Me, SavedSchedule } from '../../../contract/index.ts'
import { useArrival } from '../navigation/useArrival.ts'
import type { ExportTypes } from '../request/useExportTypes.ts'
import { useSchedule } from '../schedules/useSchedules.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { ScheduleFields } from './ScheduleFields.tsx'

export interface ScheduleEditorProps {
  me: Me
  types: ExportTypes
  /** Null for a new one. */
  scheduleId: string | null
  onSaved: (saved: SavedSchedule) => void
}

export function ScheduleEditor({ me, types, scheduleId, onSaved }: ScheduleEditorProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const { schedule, isFresh, problem, reload } = useSchedule(scheduleId)
  const words = scheduleId === null ? 'New schedule' : `Edit “${schedule?.name ?? 'schedule'}”`
  useArrival(title, words)
  // A form that began with an old copy would undo what was changed since.
  const isReady = scheduleId === null || (schedule !== null && isFresh)
  return (
    <section className="panel single" aria-labelledby="schedules-title">
      <h2 id="schedules-title" ref={title} tabIndex={-1}>
        {words}
      </h2>
      {problem ? <ProblemNotice problem={problem} onRetry={reload} /> : null}
      {types.problem ? <ProblemNotice problem={types.problem} onRetry={types.retry} /> : null}
      {(types.types && isReady) || problem || types.problem ? null : (
        <p className="muted loading">Loading…</p>
      )}
      {types.types?.length === 0 ? (
        <p>There is nothing that you may export. Ask your administrator for access.</p>
      ) : null}
      {types.types && types.types.length > 0 && isReady ? (
        <ScheduleFields me={me} types={types.types} schedule={schedule} onSaved={onSaved} />
      ) : null}
    </section>
  )
}
