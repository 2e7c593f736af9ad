/** What people are told of schedules: when the next file comes, and that none will. */
import { assertNever, NoticeEvent } from '../../../contract/index.ts'
import { inSubject, type Letter } from './letter.ts'
import { momentIn } from './values.ts'

export type ScheduleEvent = typeof NoticeEvent.SCHEDULE_PAUSED | typeof NoticeEvent.SCHEDULE_STOPPED

export interface ToldSchedule {
  scheduleId: string
  event: ScheduleEvent
  /** Null for a reader who is not its owner: what it is called may tell more than they may see. */
  name: string | null
}

export function scheduleLetter({ scheduleId, event, name }: ToldSchedule): Letter {
  const what =
    name === null ? 'A schedule of exports of which you are told' : `Your schedule “${name}”`
  return {
    subject: `${wordOf(event)}: ${name === null ? 'a schedule of exports' : inSubject(name)}`,
    opening: [`${what} ${happened(event)}`],
    facts: [],
    link: undefined,
    closing: [remedyOf(event, name !== null)],
    reference: `Schedule ${scheduleId}.`,
  }
}

function wordOf(event: ScheduleEvent): string {
  switch (event) {
    case NoticeEvent.SCHEDULE_PAUSED:
      return 'Paused'
    case NoticeEvent.SCHEDULE_STOPPED:
      return 'Stopped'
    default:
      return assertNever(event)
  }
}

/** Ends the sentence that begins with the schedule. */
export function happened(event: ScheduleEvent): string {
  switch (event) {
    case NoticeEvent.SCHEDULE_PAUSED:
      return 'has paused itself, since its exports kept failing. No more files come until it is resumed.'
    case NoticeEvent.SCHEDULE_STOPPED:
      return 'has stopped, since its owner is no longer active in Connexus. No more files come.'
    default:
      return assertNever(event)
  }
}

function remedyOf(event: ScheduleEvent, isOwner: boolean): string {
  switch (event) {
    case NoticeEvent.SCHEDULE_PAUSED:
      return isOwner
        ? 'See in Connexus why its last exports failed, change what the failures speak of, and resume it.'
        : 'Its owner is told as well, and can resume it.'
    case NoticeEvent.SCHEDULE_STOPPED:
      return 'Ask an administrator of Connexus to activate the owner, or make a schedule of your own.'
    default:
      return assertNever(event)
  }
}

/** What is known of when a schedule is due. */
export interface NextDue {
  isPaused: boolean
  nextTime: Date | undefined
}

/** When a failed export is tried again, in a sentence. */
export function nextTry(due: NextDue | 'UNKNOWN' | 'NOT_SCHEDULED', timeZone: string): string {
  if (due === 'NOT_SCHEDULED') return 'It is not tried again by itself.'
  if (due === 'UNKNOWN') return 'The next file is made when the schedule is due again.'
  if (due.isPaused) return 'The schedule is paused: no more files come until it is resumed.'
  if (!due.nextTime) return 'The schedule has ended: no more files come.'
  return `The next file is made on ${momentIn(timeZone, due.nextTime)}.`
}
