/** Pauses a schedule, with a note on why. */
import { useState } from 'react'
import type { ExportSchedule } from '../../../contract/index.ts'
import { FormProblem } from '../request/FormProblem.tsx'
import { fieldErrors } from '../request/fieldErrors.ts'
import { Button } from '../shared/Button.tsx'
import { Dialog } from '../shared/Dialog.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { useFocusOnProblem } from '../shared/useFocusOnProblem.ts'
import { usePause } from './usePause.ts'

export interface PauseDialogProps {
  schedule: ExportSchedule
  onClose: () => void
}

export function PauseDialog({ schedule, onClose }: PauseDialogProps) {
  const [note, setNote] = useState('')
  const { pause, isPending, problem } = usePause(schedule, onClose)
  const element = useFocusOnProblem(problem)
  const errors = fieldErrors(problem, ['note'])
  return (
    <Dialog title={`Pause “${schedule.name}”`} onClose={onClose}>
      <form
        ref={element}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          pause(note.trim())
        }}
      >
        <p>
          It is not due until you resume it. What it would have exported is in the first file after
          that.
        </p>
        <FormProblem problem={problem} errors={errors.rest} />
        <TextInput
          label="Note"
          hint="Why, for whoever looks at it later. May be left empty."
          maxLength={200}
          value={note}
          errors={errors.of('note')}
          onChange={setNote}
        />
        <div className="actions">
          <Button type="submit" kind="primary" isIdle={isPending}>
            {isPending ? 'Pausing…' : 'Pause schedule'}
          </Button>
          <Button onClick={onClose}>Let it go on</Button>
        </div>
      </form>
    </Dialog>
  )
}
