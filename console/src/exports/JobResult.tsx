/** How a job ended: the file, the failure, or that it was cancelled. */
import { ExportStatus, type RequestedExport, warningWords } from '../../../contract/index.ts'
import { bytes, counted, duration, secondsBetween } from '../shared/format.ts'
import { Moment } from '../shared/Moment.tsx'

export interface JobResultProps {
  job: RequestedExport
  timeZone: string
}

export function JobResult({ job, timeZone }: JobResultProps) {
  const { status, file, failure, warnings } = job
  if (failure) {
    return (
      <p className="notice danger">
        <strong>{failure.message}</strong> {failure.remedy}
      </p>
    )
  }
  if (status === ExportStatus.CANCELLED) return <p>This export was cancelled.</p>
  if (!file) return null
  return (
    <>
      <p className="file-facts">
        <span>{counted(file.rows, 'row')}</span>
        <span>{bytes(file.bytes)}</span>
        {file.isReused ? (
          <span>
            as of <Moment instant={file.snapshotAt} timeZone={timeZone} />
          </span>
        ) : (
          timeTaken(job)
        )}
        {file.expiresAt === null || file.isExpired ? null : (
          <span className="muted small">
            kept until <Moment instant={file.expiresAt} timeZone={timeZone} />
          </span>
        )}
      </p>
      {file.isExpired ? (
        <p className="notice warning">
          The file is no longer kept. Ask again to get the rows of today.
        </p>
      ) : null}
      {warningWords(warnings).map((sentence) => (
        <p key={sentence} className="notice warning">
          {sentence}
        </p>
      ))}
    </>
  )
}

function timeTaken({ startedAt, completedAt }: RequestedExport) {
  if (startedAt === null || completedAt === null) return null
  return <span>made in {duration(secondsBetween(startedAt, completedAt))}</span>
}
