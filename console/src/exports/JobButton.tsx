/** A button of one job; named with the job's title, since all jobs have the same buttons. */
import { Button } from '../shared/Button.tsx'

export interface JobButtonProps {
  words: string
  /** The job's. */
  title: string
  kind?: 'primary' | 'quiet' | ''
  isBusy?: boolean
  onClick: () => void
}

export function JobButton({ words, title, kind = '', isBusy = false, onClick }: JobButtonProps) {
  return (
    <Button kind={kind} label={`${words} ${title}`} isIdle={isBusy} onClick={onClick}>
      {words}
    </Button>
  )
}
