/** What a mail says, before it is written as plain text or HTML. */

export interface Letter {
  /** Short: the first words are all that a list of mails shows. */
  subject: string
  /** Paragraphs. */
  opening: string[]
  facts: [name: string, value: string][]
  link: { words: string; url: string } | undefined
  /** Paragraphs. */
  closing: string[]
  /** By what operators find the export or the schedule. */
  reference: string
}

/** The last words of every mail. */
export function footerOf({ reference }: Letter): string {
  return `Sent by Connexus by itself; nobody reads answers. ${reference}`
}

/** Longest title that a subject holds whole, in characters. */
const LONGEST_TITLE = 60

/** The title as a subject can hold it. */
export function inSubject(title: string): string {
  const characters = Array.from(title)
  if (characters.length <= LONGEST_TITLE) return title
  return `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`
}
