/** Asks whether a job shall really be removed. */
import { Dialog } from '../shared/Dialog.tsx'

export interface RemoveDialogProps {
  title: string
  hasFile: boolean
  onRemove: () => void
  onClose: () => void
}

export function RemoveDialog({ title, hasFile, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog title={`Remove “${title}”?`} onClose={onClose}>
      <p>
        {hasFile
          ? 'The export leaves your list and its file is deleted. This can’t be undone.'
          : 'The export leaves your list. This can’t be undone.'}
      </p>
      <div className="actions">
        {/* The dialog puts the focus on its first control: the one that harms nothing. */}
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" className="button danger" onClick={onRemove}>
          Remove export
        </button>
      </div>
    </Dialog>
  )
}
