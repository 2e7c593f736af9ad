/** The form's end: what the export would come to, the button, and what was answered. */
import { ViewLink } from '../navigation/ViewLink.tsx'
import { Button } from '../shared/Button.tsx'
import { AnswerNotice } from './AnswerNotice.tsx'
import { EstimatePanel } from './EstimatePanel.tsx'
import type { LiveEstimate } from './useEstimate.ts'
import type { useSubmit } from './useSubmit.ts'

export interface FormEndProps {
  live: LiveEstimate
  submission: ReturnType<typeof useSubmit>
  /** A schedule is to begin with what the form asks for. */
  onRepeat: () => void
}

export function FormEnd({ live, submission, onRepeat }: FormEndProps) {
  const { isPending, answer } = submission
  return (
    <div className="form-end">
      <EstimatePanel live={live} />
      <div className="form-buttons">
        <Button type="submit" kind="primary" isIdle={isPending}>
          {isPending ? 'Requesting…' : 'Request export'}
        </Button>
        <ViewLink to={{ name: 'NEW_SCHEDULE' }} className="button" onGo={onRepeat}>
          Repeat this export…
        </ViewLink>
      </div>
      {answer ? <AnswerNotice answer={answer} /> : null}
    </div>
  )
}
