/** A problem as a page, for people who followed an address in their browser. */
import type { Problem } from './problems.ts'
import { ERRORS_CSS_ADDRESS, html } from './reference.ts'

export function problemPage({ title, detail, remedy, instance }: Problem): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${html(title)} – Connexus exports</title>
<link rel="stylesheet" href="${ERRORS_CSS_ADDRESS}"></head>
<body>
<main>
<h1>${html(title)}</h1>
<p>${html(detail)}</p>
<p>${html(remedy)}</p>
<p><a href="/">Your exports</a></p>
<p><small>Request ${html(instance)}</small></p>
</main>
</body>
</html>
`
}
