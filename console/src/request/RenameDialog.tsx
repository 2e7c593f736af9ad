/** Asks for another heading of a column. */
import { useState } from 'react'
import { Dialog } from '../shared/Dialog.tsx'
import { TextInput } from '../shared/TextInput.tsx'

export interface RenameDialogProps {
  heading: string
  /** The heading that the type gives the column. */
  usual: string
  onRename: (heading: string) => void
  onClose: () => void
}

export function RenameDialog({ heading, usual, onRename, onClose }: RenameDialogProps) {
  const [typed, setTyped] = useState(heading)
  const rename = () => onRename(typed.trim() || usual)
  return (
    <Dialog title={`Rename ${heading}`} onClose={onClose}>
      <TextInput
        label="Heading"
        hint={`Leave it empty for “${usual}”.`}
        maxLength={200}
        isSelectedOnFocus
        value={typed}
        onChange={setTyped}
        onEnter={rename}
      />
      <div className="actions">
        <button type="button" className="button primary" onClick={rename}>
          Rename
        </button>
        <button type="button" className="button" onClick={onClose}>
          Keep “{heading}”
        </button>
      </div>
    </Dialog>
  )
}
