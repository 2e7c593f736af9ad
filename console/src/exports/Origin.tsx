/** Where a job comes from: who asked, when, and for which changes. */
import type { RequestedExport } from '../../../contract/index.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { windowWords } from '../runs/runWords.ts'
import { counted } from '../shared/format.ts'
import { Moment } from '../shared/Moment.tsx'
import { fileTypeWords } from '../shared/words.ts'

export interface OriginProps {
  job: RequestedExport
  timeZone: string
  /** Null where it is unknown here. */
  scheduleName: string | null
}

export function Origin({ job, timeZone, scheduleName }: OriginProps) {
  const { scheduleId } = job
  const held = windowWords(job.window, timeZone)
  return (
    <p className="muted small">
      {fileTypeWords(job.fileType)}
      {job.createdAt === null ? null : (
        <>
          {' · requested '}
          <Moment instant={job.createdAt} timeZone={timeZone} />
        </>
      )}
      {scheduleId === null ? null : (
        <>
          {' · by '}
          <ViewLink to={{ name: 'SCHEDULE', scheduleId }}>
            {scheduleName === null ? 'a schedule' : `schedule “${scheduleName}”`}
          </ViewLink>
        </>
      )}
      {held === null ? '' : ` · ${held}`}
      {job.attempt > 1 ? ` · ${counted(job.attempt, 'try', 'tries')}` : ''}
    </p>
  )
}
