/** Pauses a schedule, with a note on why. */
import { useState } from 'react'
import { Dialog } from '../shared/Dialog.tsx'
import { TextInput } from '../shared/TextInput.tsx'

export interface PauseDialogProps {
  name: string
  /** `''` for no note. */
  onPause: (note: string) => void
  onClose: () => void
}

export function PauseDialog({ name, onPause, onClose }: PauseDialogProps) {
  const [note, setNote] = useState('')
  const pause = () => onPause(note.trim())
  return (
    <Dialog title={`Pause “${name}”`} onClose={onClose}>
      <p>
        It is not due until you resume it. What it would have exported is in the first file after
        that.
      </p>
      <TextInput
        label="Note"
        hint="Why, for whoever looks at it later. May be left empty."
        maxLength={200}
        value={note}
        onChange={setNote}
        onEnter={pause}
      />
      <div className="actions">
        <button type="button" className="button primary" onClick={pause}>
          Pause schedule
        </button>
        <button type="button" className="button" onClick={onClose}>
          Let it go on
        </button>
      </div>
    </Dialog>
  )
}
