/** The words of the notices: pure functions from what is known to what is read. */
export {
  closedLetter,
  completedLetter,
  failedLetter,
  type Reader,
  type ToldExport,
  type ToldFile,
} from './exportTexts.ts'
export { html } from './html.ts'
export type { Letter } from './letter.ts'
export { plainText } from './plainText.ts'
export {
  happened,
  type NextDue,
  nextTry,
  type ScheduleEvent,
  scheduleLetter,
} from './scheduleTexts.ts'
