/** What a schedule makes and how it stands, in words. */
import {
  assertNever,
  type ExportSchedule,
  ScheduleContent,
  ScheduleState,
  TITLES,
} from '../../../contract/index.ts'
import { counted } from '../shared/format.ts'
import { fileTypeWords } from '../shared/words.ts'

export function stateWords(state: ScheduleState): string {
  switch (state) {
    case ScheduleState.ACTIVE:
      return 'Active'
    case ScheduleState.PAUSED:
      return 'Paused'
    case ScheduleState.ENDED:
      return 'Ended'
    case ScheduleState.STARTING:
      return 'Starting'
    case ScheduleState.UNKNOWN:
      return 'Unknown'
    default:
      return assertNever(state)
  }
}

/** Why it is not due for now, and what to do; null while it is active. */
export function stateRemark({
  state,
  note,
}: Pick<ExportSchedule, 'state' | 'note'>): string | null {
  switch (state) {
    case ScheduleState.ACTIVE:
      return null
    case ScheduleState.PAUSED:
      return note ?? 'It was paused. Resume it to go on.'
    case ScheduleState.ENDED:
      return 'Its end has come, or it has run as often as it was to. Edit it to go on.'
    case ScheduleState.STARTING:
      return 'It is recorded, and becomes active within minutes.'
    case ScheduleState.UNKNOWN:
      return 'When it is due next can’t be told at the moment. What is due is exported all the same.'
    default:
      return assertNever(state)
  }
}

/** `Scopes of work → Excel · every row`. */
export function whatWords(schedule: ExportSchedule): string {
  const { request } = schedule
  const title = request.title ?? TITLES[request.type]
  return `${title} → ${fileTypeWords(request.fileType)} · ${contentWords(schedule)}`
}

export function contentWords({
  content,
  fullEvery,
}: Pick<ExportSchedule, 'content' | 'fullEvery'>): string {
  switch (content) {
    case ScheduleContent.FULL:
      return 'every row'
    case ScheduleContent.CHANGES:
      return fullEvery === null
        ? 'changes since the file before'
        : `changes since the file before, every row after ${counted(fullEvery, 'file')} of changes`
    default:
      return assertNever(content)
  }
}
