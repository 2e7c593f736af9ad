/** The requester's page as people name its parts: by roles, labels and words. */
import type { Locator, Page } from 'playwright-core'

export interface ExportsPage {
  form: Locator
  /** What opens and closes a part of the form, or the choices of a filter. */
  opener: (name: string) => Locator
  open: (name: string) => Promise<void>
  column: (heading: string) => Locator
  /** Headings in the order of the list of columns, with those that are not ticked. */
  columns: () => Promise<string[]>
  /** The estimate's rows, for example `1,234`. */
  estimatedRows: () => Promise<string>
  request: () => Promise<void>
  card: (title: string) => Card
}

export interface Card {
  article: Locator
  /** "Download", "Cancel", "Retry", "Use as template", "Remove". */
  button: (words: string) => Locator
  /** Waits until the card says this somewhere. */
  says: (words: string | RegExp) => Promise<void>
  percent: () => Promise<number>
}

export function exportsPage(page: Page): ExportsPage {
  const form = page.getByRole('region', { name: 'New export' })
  const columns = form.getByRole('grid', { name: 'Columns' })
  // Browsers give summaries no role that could be asked for.
  const opener = (name: string) =>
    form.locator('summary').filter({ has: page.getByText(name, { exact: true }) })
  return {
    form,
    opener,
    open: (name) => opener(name).click(),
    column: (heading) => columns.getByRole('row', { name: heading, exact: true }),
    async columns() {
      const handles = await columns.getByRole('button', { name: /^Move / }).all()
      const names = await Promise.all(handles.map((handle) => handle.getAttribute('aria-label')))
      return names.map((name) => (name ?? '').replace('Move ', ''))
    },
    async estimatedRows() {
      const rows = form.getByLabel('Estimate').getByRole('definition').first()
      return await rows.innerText()
    },
    request: () => form.getByRole('button', { name: 'Request export' }).click(),
    card(title) {
      const article = page.getByRole('article', { name: title, exact: true })
      return {
        article,
        button: (words) => article.getByRole('button', { name: `${words} ${title}`, exact: true }),
        says: (words) => article.getByText(words).first().waitFor(),
        percent: async () => Number(await article.getByRole('progressbar').getAttribute('value')),
      }
    },
  }
}
