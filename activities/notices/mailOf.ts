/** The mail of a notice, written for its reader. */
import { zoneOf } from '../../contract/index.ts'
import { type Mail, type Notice, Undelivered } from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'
import { type ExportFacts, exportLetter } from './exportLetter.ts'
import { toldOf } from './subjects.ts'
import { html, plainText, scheduleLetter } from './texts/index.ts'

export type MailFacts = ExportFacts & Pick<ActivityDependencies, 'records'> & ScheduleReader

/** @throws Undelivered for good, where there is nothing left to tell, or nobody to tell it. */
export async function mailOf(needed: MailFacts, notice: Notice): Promise<Mail> {
  const contact = await needed.contacts.find(notice.recipient)
  if (!contact?.isActive) {
    throw new Undelivered('The user is no longer active.', { isFinal: true })
  }
  const told = await toldOf(needed, notice)
  const letter =
    told.kind === 'EXPORT'
      ? await exportLetter(needed, told, { userId: notice.recipient, timeZone: zoneOf(contact) })
      : scheduleLetter({
          scheduleId: told.schedule.id,
          event: told.event,
          name: told.schedule.ownerId === notice.recipient ? told.schedule.name : null,
        })
  return {
    id: notice.id,
    to: { name: contact.fullName, address: contact.email },
    subject: letter.subject,
    text: plainText(letter),
    html: html(letter),
  }
}
