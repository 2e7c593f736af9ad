/** The fields of a schedule, and saving it. */
import type {
  ExportSchedule,
  ExportTypeDescription,
  Me,
  SavedSchedule,
} from '../../../contract/index.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import type { View } from '../navigation/view.ts'
import { FormProblem } from '../request/FormProblem.tsx'
import { LeftOutNotice } from '../request/LeftOutNotice.tsx'
import { Button } from '../shared/Button.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { useFocusOnProblem } from '../shared/useFocusOnProblem.ts'
import { ContentFields } from './ContentFields.tsx'
import type { SchedulePartProps } from './formPart.ts'
import { OutdatedNotice } from './OutdatedNotice.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { RuleFields } from './RuleFields.tsx'
import { TellFields } from './TellFields.tsx'
import { TimesPreview } from './TimesPreview.tsx'
import { useScheduleForm } from './useScheduleForm.ts'
import { WhatFields } from './WhatFields.tsx'

export interface ScheduleFieldsProps {
  me: Me
  /** At least one. */
  types: readonly ExportTypeDescription[]
  /** Null for a new one. */
  schedule: ExportSchedule | null
  onSaved: (saved: SavedSchedule) => void
}

export function ScheduleFields({ me, types, schedule, onSaved }: ScheduleFieldsProps) {
  const [first] = types
  if (!first) throw new TypeError('There is no type to export.')
  const state = useScheduleForm({ me, types, first, schedule, onSaved })
  const { form, errors, saving, change } = state
  const element = useFocusOnProblem(saving.problem)
  const part = { form, errors, userTimeZone: me.timeZone, onChange: change }
  return (
    <form
      ref={element}
      className="stack"
      noValidate
      aria-labelledby="schedules-title"
      onSubmit={(event) => {
        event.preventDefault()
        state.save()
      }}
    >
      {/* Whatever was typed while it is being saved would be lost with the form. */}
      <div className="stack" inert={saving.isPending}>
        {saving.isOutdated && schedule ? (
          <OutdatedNotice
            problem={saving.problem}
            scheduleId={schedule.id}
            onSave={state.saveAnyway}
          />
        ) : (
          <FormProblem problem={saving.problem} errors={errors.rest} />
        )}
        <LeftOutNotice leftOut={state.leftOut} typeTitle={state.type.title} />
        <NameInput {...part} />
        <h3>When</h3>
        <RuleFields {...part} />
        <TimesPreview live={state.preview} />
        <div className="sections">
          <PeriodFields {...part} />
        </div>
        <h3>What</h3>
        <ContentFields {...part} />
        <WhatFields state={state} types={types} userTimeZone={me.timeZone} />
        <h3>For whom</h3>
        <div className="sections">
          <TellFields {...part} />
        </div>
      </div>
      <FormEnd schedule={schedule} isSaving={saving.isPending} onDiscard={state.discard} />
    </form>
  )
}

function NameInput({ form, errors, onChange }: SchedulePartProps) {
  return (
    <TextInput
      label="Name"
      hint="What you call the schedule."
      maxLength={100}
      isRequired
      value={form.name}
      errors={errors.of('name')}
      onChange={(name) => onChange({ name })}
    />
  )
}

interface FormEndProps {
  schedule: ExportSchedule | null
  isSaving: boolean
  onDiscard: () => void
}

function FormEnd({ schedule, isSaving, onDiscard }: FormEndProps) {
  const back: View = schedule
    ? { name: 'SCHEDULE', scheduleId: schedule.id }
    : { name: 'SCHEDULES' }
  const words = schedule ? 'Save schedule' : 'Create schedule'
  return (
    <div className="actions">
      <Button type="submit" kind="primary" isIdle={isSaving}>
        {isSaving ? 'Saving…' : words}
      </Button>
      <ViewLink to={back} className="button" onLeave={onDiscard}>
        Discard
      </ViewLink>
    </div>
  )
}
