/** How far a job is: step, rows, bar, time left, and what it has met. */
import { type ExportProgress, ExportStep } from '../../../contract/index.ts'
import { progressWords, rowWords, stepWords, timeLeftWords } from './describeProgress.ts'

export interface JobProgressProps {
  /** Null where nothing was told yet. */
  progress: ExportProgress | null
  hasStarted: boolean
}

export function JobProgress({ progress, hasStarted }: JobProgressProps) {
  if (!progress) {
    const step = hasStarted ? 'Working…' : stepWords(ExportStep.WAITING)
    return (
      <div className="progress">
        <p>{step}</p>
        <progress aria-label="Progress" aria-valuetext={step} max={100} value={0} />
      </div>
    )
  }
  const rest = [rowWords(progress), timeLeftWords(progress)].filter((part) => part !== null)
  return (
    <div className="progress">
      <p className="progress-words">
        <span>{stepWords(progress.step)}</span>
        <span className="muted">{rest.join(' · ')}</span>
        <span className="percent">{progress.percent} %</span>
      </p>
      <progress
        aria-label="Progress"
        aria-valuetext={`${progress.percent} %, ${progressWords(progress)}`}
        max={100}
        value={progress.percent}
      />
      {progress.trouble === null ? null : <p className="notice warning">{progress.trouble}</p>}
    </div>
  )
}
