/** The requester's schedules: all of them, one, or the form for one. */
import { useState } from 'react'
import { assertNever, type Me, type SavedSchedule } from '../../../contract/index.ts'
import { replaceView } from '../navigation/useView.ts'
import type { View } from '../navigation/view.ts'
import type { ExportTypes } from '../request/useExportTypes.ts'
import { ScheduleEditor } from '../scheduleForm/ScheduleEditor.tsx'
import { ScheduleOverview } from './ScheduleOverview.tsx'
import { SchedulesList } from './SchedulesList.tsx'
import type { ToldSecret } from './SecretNotice.tsx'

export interface SchedulesViewProps {
  me: Me
  types: ExportTypes
  view: Exclude<View, { name: 'EXPORTS' }>
}

export function SchedulesView({ me, types, view }: SchedulesViewProps) {
  // Kept here alone: whoever leaves for the exports, or loads the page again, has seen it.
  const [secret, setSecret] = useState<ToldSecret | null>(null)
  const onSaved = ({ schedule, webhookSecret }: SavedSchedule) => {
    if (webhookSecret !== null) setSecret({ scheduleId: schedule.id, secret: webhookSecret })
    replaceView({ name: 'SCHEDULE', scheduleId: schedule.id })
  }
  switch (view.name) {
    case 'SCHEDULES':
      return <SchedulesList />
    case 'NEW_SCHEDULE':
      return <ScheduleEditor me={me} types={types} scheduleId={null} onSaved={onSaved} />
    case 'EDIT_SCHEDULE':
      return (
        <ScheduleEditor
          key={view.scheduleId}
          me={me}
          types={types}
          scheduleId={view.scheduleId}
          onSaved={onSaved}
        />
      )
    case 'SCHEDULE':
      return (
        <ScheduleOverview
          key={view.scheduleId}
          types={types.types ?? []}
          scheduleId={view.scheduleId}
          secret={secret?.scheduleId === view.scheduleId ? secret.secret : null}
          onSecret={(told) =>
            setSecret(told === null ? null : { scheduleId: view.scheduleId, secret: told })
          }
        />
      )
    default:
      return assertNever(view)
  }
}
