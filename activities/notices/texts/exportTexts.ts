/** What people are told of an export's end. Pure: the same export and reader, the same words. */
import { warningWords } from '../../../contract/index.ts'
import { inSubject, type Letter } from './letter.ts'
import { counted, momentIn, sized } from './values.ts'

/** Who reads it. */
export interface Reader {
  timeZone: string
  /** Whether it is their own export, not one of a schedule that tells them as well. */
  isRequester: boolean
}

/** What all letters of an export speak of. */
export interface ToldExport {
  exportId: string
  attempt: number
  title: string
  /** What the schedule is called that made it; null where a person asked. */
  scheduleName: string | null
}

export interface ToldFile {
  fileName: string
  rows: number
  bytes: number
  snapshotAt: Date | null
  expiresAt: Date | null
  /** Of an export of changes. */
  window: { start: Date; end: Date } | null
  warnings: Record<string, number>
  /** Undefined where no address is set up. */
  downloadUrl: string | undefined
}

export function completedLetter(told: ToldExport, file: ToldFile, reader: Reader): Letter {
  const { title } = told
  const at = (moment: Date): string => momentIn(reader.timeZone, moment)
  const { window, snapshotAt, expiresAt, downloadUrl } = file
  return {
    subject: `Ready: ${inSubject(title)}`,
    opening: [
      reader.isRequester
        ? `Your export “${title}” is ready.`
        : `A new file of “${title}” is ready.`,
    ],
    facts: [
      ...scheduleFact(told),
      ['File', file.fileName],
      ['Rows', counted(file.rows)],
      ['Size', sized(file.bytes)],
      ...facts('Changes', window && `from ${at(window.start)} to ${at(window.end)}`),
      ...facts('As of', snapshotAt && at(snapshotAt)),
      ...facts('Can be downloaded until', expiresAt && at(expiresAt)),
    ],
    link: downloadUrl === undefined ? undefined : { words: 'Download the file', url: downloadUrl },
    closing: [
      ...(downloadUrl === undefined ? ['You find it in Connexus, among the exports.'] : []),
      ...warningWords(file.warnings),
    ],
    reference: referenceOf(told),
  }
}

export interface ToldFailure {
  message: string
  remedy: string
}

/** `next` says in a sentence when it is tried again. */
export function failedLetter(
  told: ToldExport,
  failure: ToldFailure,
  next: string,
  reader: Reader,
): Letter {
  const { title } = told
  return {
    subject: `Failed: ${inSubject(title)}`,
    opening: [
      reader.isRequester
        ? `Your export “${title}” could not be made.`
        : `A file of “${title}” could not be made.`,
    ],
    facts: [
      ...scheduleFact(told),
      ['What happened', failure.message],
      ...(failure.remedy === '' ? [] : facts('What to do', failure.remedy)),
    ],
    link: undefined,
    closing: [next],
    reference: referenceOf(told),
  }
}

/** To a reader whose rights don't cover it: neither title, name nor counts. `owner` is whom else to ask. */
export function closedLetter(
  told: Pick<ToldExport, 'exportId' | 'attempt'>,
  hasFile: boolean,
  owner: string | undefined,
): Letter {
  const others = owner ? `${owner}, or ` : ''
  return {
    subject: hasFile ? 'A new file that you may not open' : 'An export has failed',
    opening: [
      hasFile
        ? 'There is a new file in Connexus of which you are told, but it holds more than you may see now.'
        : 'An export of which you are told has failed. More is told to those alone who may see what it was to hold.',
    ],
    facts: [],
    link: undefined,
    closing: [`Ask ${others}an administrator of Connexus.`],
    reference: referenceOf(told),
  }
}

function scheduleFact({ scheduleName }: ToldExport): [string, string][] {
  return facts('Schedule', scheduleName)
}

function facts(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]]
}

function referenceOf({ exportId, attempt }: Pick<ToldExport, 'exportId' | 'attempt'>): string {
  return `Export ${exportId}, attempt ${attempt}.`
}
