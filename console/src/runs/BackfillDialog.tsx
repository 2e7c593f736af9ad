/** Asks for which days files of changes are to be made after the fact. */
import { useState } from 'react'
import type { ExportSchedule } from '../../../contract/index.ts'
import { FormProblem } from '../request/FormProblem.tsx'
import { fieldErrors } from '../request/fieldErrors.ts'
import { Button } from '../shared/Button.tsx'
import { Dialog } from '../shared/Dialog.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { useFocusOnProblem } from '../shared/useFocusOnProblem.ts'
import { useStartBackfill } from './useBackfills.ts'

export interface BackfillDialogProps {
  schedule: ExportSchedule
  onClose: () => void
}

export function BackfillDialog({ schedule, onClose }: BackfillDialogProps) {
  const [span, setSpan] = useState({ from: '', to: '' })
  const { start, forget, isPending, problem } = useStartBackfill(schedule.id, onClose)
  const element = useFocusOnProblem(problem)
  const errors = fieldErrors(problem, Object.keys(span))
  const change = (changes: Partial<typeof span>) => {
    forget()
    setSpan({ ...span, ...changes })
  }
  return (
    <Dialog title={`Backfill “${schedule.name}”`} onClose={onClose}>
      <form
        ref={element}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          start(span)
        }}
      >
        <p>
          Makes a file of changes for each of these days that has none. Days that have a file keep
          it. Days are meant as in {schedule.timeZone}.
        </p>
        <FormProblem problem={problem} errors={errors.rest} />
        <TextInput
          label="First day"
          type="date"
          value={span.from}
          errors={errors.of('from')}
          onChange={(from) => change({ from })}
        />
        <TextInput
          label="Last day"
          type="date"
          value={span.to}
          errors={errors.of('to')}
          onChange={(to) => change({ to })}
        />
        <div className="actions">
          <Button type="submit" kind="primary" isIdle={isPending}>
            {isPending ? 'Starting…' : 'Start backfill'}
          </Button>
          <Button onClick={onClose}>Make none</Button>
        </div>
      </form>
    </Dialog>
  )
}
