/** What a job asked for, when it did what, and the ids by which others find it. */
import {
  type ExportTypeDescription,
  type Me,
  type RequestedExport,
  workflowIdOf,
} from '../../../contract/index.ts'
import { moment } from '../shared/format.ts'
import { describeRequest, type Line } from './describeRequest.ts'

export interface JobDetailsProps {
  job: RequestedExport
  me: Me
  type: ExportTypeDescription | null
}

export function JobDetails({ job, me, type }: JobDetailsProps) {
  const lines = [...describeRequest(job.request, type), ...times(job, me.timeZone), ...ids(job)]
  return (
    <details className="details">
      <summary>
        Details<span className="visually-hidden"> of {job.title}</span>
      </summary>
      <dl>
        {lines.map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {me.webUiUrl === null ? null : (
        <a href={workflowPage(me.webUiUrl, job)} target="_blank" rel="noreferrer">
          Open<span className="visually-hidden"> {job.title}</span> in Temporal Web UI
        </a>
      )}
    </details>
  )
}

function workflowPage(webUiUrl: string, { id, attempt }: RequestedExport): string {
  return `${webUiUrl}/${encodeURIComponent(workflowIdOf(id, attempt))}`
}

function times({ startedAt, completedAt, file }: RequestedExport, timeZone: string): Line[] {
  const line = (label: string, instant: string | null | undefined): Line[] =>
    instant ? [{ label, words: moment(instant, timeZone) }] : []
  return [
    ...line('Started', startedAt),
    ...line('Ended', completedAt),
    ...line('Rows as of', file?.snapshotAt),
  ]
}

function ids({ id, attempt, file }: RequestedExport): Line[] {
  return [
    { label: 'Export id', words: id },
    { label: 'Attempt', words: String(attempt) },
    ...(file
      ? [
          { label: 'File name', words: file.name },
          { label: 'SHA-256', words: file.sha256 },
        ]
      : []),
  ]
}
