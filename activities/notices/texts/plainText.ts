/** A letter as plain text: all that it says, for every mail program and for reading aloud. */
import { footerOf, type Letter } from './letter.ts'

export function plainText(letter: Letter): string {
  const { opening, facts, link, closing } = letter
  const blocks = [
    ...opening,
    facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
    link ? `${link.words}:\n${link.url}` : '',
    ...closing,
    `-- \n${footerOf(letter)}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
