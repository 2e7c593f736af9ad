/** A button of one job; named with the job's title, since all jobs have the same buttons. */

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
    <button
      type="button"
      className={`button ${kind}`.trim()}
      aria-label={`${words} ${title}`}
      disabled={isBusy}
      onClick={onClick}
    >
      {words}
    </button>
  )
}
