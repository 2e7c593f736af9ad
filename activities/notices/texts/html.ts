/**
 * A letter as HTML: nothing is loaded from anywhere, and colours are the reader's own but for the
 * link's, so that it can be read on light and dark ground.
 */
import { footerOf, type Letter } from './letter.ts'

const BODY =
  'margin:0;padding:24px;max-width:36em;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif'
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none'

export function html(letter: Letter): string {
  const { subject, opening, facts, link, closing } = letter
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(subject)}</title>`,
    '</head>',
    `<body style="${escaped(BODY)}">`,
    ...opening.map(paragraph),
    ...(facts.length === 0 ? [] : ['<dl>', ...facts.map(fact), '</dl>']),
    ...(link
      ? [`<p><a href="${escaped(link.url)}" style="${BUTTON}">${escaped(link.words)}</a></p>`]
      : []),
    ...closing.map(paragraph),
    `<p style="font-size:13px">${escaped(footerOf(letter))}</p>`,
    '</body>',
    '</html>',
  ]
  return `${lines.join('\n')}\n`
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`
}

function fact([name, value]: [string, string]): string {
  return `<dt style="font-weight:600">${escaped(name)}</dt><dd style="margin:0 0 8px">${escaped(value)}</dd>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
