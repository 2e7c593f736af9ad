/** What a schedule makes, when, and who is told. */
import { useState } from 'react'
import type { ExportSchedule, ExportTypeDescription } from '../../../contract/index.ts'
import { describeRequest, type Line } from '../exports/describeRequest.ts'
import { Button } from '../shared/Button.tsx'
import { ConfirmDialog } from '../shared/ConfirmDialog.tsx'
import { DueTimes } from './DueTimes.tsx'
import { periodLines } from './periodLines.ts'
import { ruleWords } from './ruleWords.ts'
import { stateRemark, whatWords } from './scheduleWords.ts'

export interface ScheduleFactsProps {
  schedule: ExportSchedule
  /** Null for a type that the owner may no longer export. */
  type: ExportTypeDescription | null
  onRenewSecret: () => void
}

export function ScheduleFacts({ schedule, type, onRenewSecret }: ScheduleFactsProps) {
  const { rule, timeZone, recipients, webhook, request } = schedule
  const remark = stateRemark(schedule)
  const lines = [
    { label: 'What', words: whatWords(schedule) },
    { label: 'When', words: ruleWords(rule, timeZone) },
    ...periodLines(schedule),
    ...(recipients.length > 0
      ? [{ label: 'Also told', words: recipients.map(({ email }) => email).join(', ') }]
      : []),
  ]
  return (
    <>
      {remark === null ? null : <p className="notice warning">{remark}</p>}
      <NextTimes schedule={schedule} />
      <dl className="facts">
        <Lines lines={lines} />
        {webhook ? (
          <div>
            <dt>Webhook</dt>
            <dd>
              {webhook.url} <RenewSecret url={webhook.url} onRenew={onRenewSecret} />
            </dd>
          </div>
        ) : null}
      </dl>
      <h3>Each export asks for</h3>
      <dl className="facts">
        <Lines lines={describeRequest(request, type)} />
      </dl>
    </>
  )
}

function NextTimes({ schedule: { nextTimes, timeZone } }: { schedule: ExportSchedule }) {
  if (nextTimes.length === 0) return null
  return (
    <div className="preview">
      <h3>Next times</h3>
      <p className="muted small">In {timeZone}</p>
      <DueTimes instants={nextTimes} timeZone={timeZone} label="Next times" />
    </div>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return lines.map(({ label, words }) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  ))
}

/** The old secret counts no longer at once: that is asked first. */
function RenewSecret({ url, onRenew }: { url: string; onRenew: () => void }) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setIsAsking(true)}>
        New secret…
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title="A new secret for the webhook?"
          keepWords="Keep the old one"
          doWords="Make a new secret"
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false)
            onRenew()
          }}
        >
          The old one counts no longer from then on: {url} must know the new one.
        </ConfirmDialog>
      ) : null}
    </>
  )
}
