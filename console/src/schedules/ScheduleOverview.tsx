/** One schedule: what it does, when it is due next, what can be done, and what came of it so far. */
import { type RefObject, useRef } from 'react'
import type { ExportSchedule, ExportTypeDescription } from '../../../contract/index.ts'
import { useArrival } from '../navigation/useArrival.ts'
import { replaceView } from '../navigation/useView.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { Backfills } from '../runs/Backfills.tsx'
import { RunHistory } from '../runs/RunHistory.tsx'
import { useAwaitDue } from '../runs/useAwaitDue.ts'
import { useRuns } from '../runs/useRuns.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { ActionButtons } from './ActionButtons.tsx'
import { ScheduleFacts } from './ScheduleFacts.tsx'
import { SecretNotice } from './SecretNotice.tsx'
import { StateBadge } from './StateBadge.tsx'
import { useScheduleActions } from './useScheduleActions.ts'
import { useSchedule } from './useSchedules.ts'

export interface ScheduleOverviewProps {
  types: readonly ExportTypeDescription[]
  scheduleId: string
  /** Of its webhook, where it was told just now. */
  secret: string | null
  onSecret: (secret: string | null) => void
}

export function ScheduleOverview(props: ScheduleOverviewProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const { schedule, problem, reload } = useSchedule(props.scheduleId)
  useArrival(title, schedule?.name ?? 'Schedule')
  return (
    <section className="exports single" aria-labelledby="schedules-title">
      <p>
        <ViewLink to={{ name: 'SCHEDULES' }}>All schedules</ViewLink>
      </p>
      <div className="exports-head">
        <h2 id="schedules-title" ref={title} tabIndex={-1}>
          {schedule?.name ?? 'Schedule'}
        </h2>
        {schedule ? <StateBadge state={schedule.state} /> : null}
      </div>
      {problem ? <ProblemNotice problem={problem} onRetry={reload} /> : null}
      {schedule || problem ? null : <p className="muted loading">Loading the schedule…</p>}
      {schedule ? <LoadedSchedule {...props} schedule={schedule} title={title} /> : null}
    </section>
  )
}

interface LoadedScheduleProps extends Omit<ScheduleOverviewProps, 'scheduleId'> {
  schedule: ExportSchedule
  title: RefObject<HTMLElement | null>
}

function LoadedSchedule({ schedule, types, secret, onSecret, title }: LoadedScheduleProps) {
  const runs = useRuns(schedule.id)
  useAwaitDue(schedule, runs.awaitRun)
  const actions = useScheduleActions(schedule, {
    onTriggered: runs.awaitRun,
    onRemoved: () => replaceView({ name: 'SCHEDULES' }),
    onSecret,
  })
  return (
    <>
      {secret === null ? null : (
        <SecretNotice
          key={secret}
          secret={secret}
          onKept={() => {
            onSecret(null)
            title.current?.focus()
          }}
        />
      )}
      <div className="panel">
        {actions.problem ? <ProblemNotice problem={actions.problem} /> : null}
        <ActionButtons schedule={schedule} actions={actions} />
        <ScheduleFacts
          schedule={schedule}
          type={types.find(({ type }) => type === schedule.request.type) ?? null}
          onRenewSecret={actions.renewSecret}
        />
      </div>
      <Backfills scheduleId={schedule.id} />
      <RunHistory schedule={schedule} runs={runs} />
    </>
  )
}
