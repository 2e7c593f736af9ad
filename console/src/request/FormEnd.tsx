/** The form's end: what the export would come to, the button, and what was answered. */
import { Button } from '../shared/Button.tsx'
import { AnswerNotice } from './AnswerNotice.tsx'
import { EstimatePanel } from './EstimatePanel.tsx'
import type { LiveEstimate } from './useEstimate.ts'
import type { useSubmit } from './useSubmit.ts'

export interface FormEndProps {
  live: LiveEstimate
  submission: ReturnType<typeof useSubmit>
}

export function FormEnd({ live, submission: { isPending, answer } }: FormEndProps) {
  return (
    <div className="form-end">
      <EstimatePanel live={live} />
      <Button type="submit" kind="primary" isIdle={isPending}>
        {isPending ? 'Requesting…' : 'Request export'}
      </Button>
      {answer ? <AnswerNotice answer={answer} /> : null}
    </div>
  )
}
