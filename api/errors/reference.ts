/** The catalogue for people: as a page of the API, and as `docs/errors.md`. */
import { type AnswerCode, CATALOGUE } from './catalogue.ts'

interface Row {
  code: AnswerCode
  status: string
  title: string
  meaning: string
  remedy: string
}

function rows(): Row[] {
  return (Object.keys(CATALOGUE) as AnswerCode[])
    .toSorted((one, other) => one.localeCompare(other, 'en'))
    .map((code) => {
      const { status, otherStatus, ...said } = CATALOGUE[code]
      const statuses = [status ?? 'on a failed job', otherStatus ?? []].flat()
      return { code, ...said, status: statuses.join(' or ') }
    })
}

/** Markdown of `docs/errors.md`. A test holds the page and the catalogue in parity. */
export function errorsReference(): string {
  return [
    '# Errors',
    '',
    'Generated from `api/errors/` by `npm run docs`. The API answers with `application/problem+json`:',
    '`code` is one of these, `errors` lists every fault with its `message`, `remedy` and, where one is',
    'to blame, `field`. What has no HTTP status is what an export itself can fail with (`failure` of a',
    'job). `/errors` of a running API shows the same.',
    '',
    '| code | HTTP status | what it means | what to do |',
    '| --- | --- | --- | --- |',
    ...rows().map(
      ({ code, status, title, meaning, remedy }) =>
        `| \`${code}\` | ${status} | **${title}.** ${meaning} | ${remedy} |`,
    ),
    '',
  ].join('\n')
}

/** HTML of the page `/errors`: each code is an anchor, to which the `type` of problems points. */
export function errorsPage(): string {
  const sections = rows().map(
    ({ code, status, title, meaning, remedy }) => `<section id="${code}">
<h2><code>${code}</code>: ${html(title)}</h2>
<p>HTTP status: ${status}. ${html(meaning)}</p>
<p>What to do: ${html(remedy)}</p>
</section>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Errors of Connexus exports</title>
<link rel="stylesheet" href="${ERRORS_CSS_ADDRESS}"></head>
<body>
<main>
<h1>Errors of Connexus exports</h1>
${sections.join('\n')}
</main>
</body>
</html>
`
}

export const ERRORS_CSS_ADDRESS = '/errors.css'

/** Its looks, from an address of their own: the policy allows no styles within a page. */
export const ERRORS_CSS = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 2rem 0 0; font-size: 1.1rem; }
p { margin: 0.25rem 0; }
code { font-family: ui-monospace, monospace; }
:target { outline: 2px solid; outline-offset: 0.5rem; }
`

/** Safe between tags. What stands between backticks is code. */
export function html(markdown: string): string {
  return markdown
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]*)`/g, '<code>$1</code>')
}
