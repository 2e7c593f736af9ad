/** Lists that the API gives page by page. */
import type { Command } from 'commander'
import type { Reporter } from '../output/reporter.ts'
import { atLeastOne } from './numbers.ts'

export interface PageOptions {
  limit: number
  all?: boolean
}

const DEFAULT_LIMIT = 20
/** Most of one page. */
const PAGE = 100

export const MORE = 'There are more: --all shows them.'

export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'at most so many', atLeastOne, DEFAULT_LIMIT)
    .option('--all', 'all of them')
}

interface Page<Item> {
  items: readonly Item[]
  next: string | null
}

/** As many as are wanted, and whether there are more. */
export async function readPages<Item>(
  { limit, all }: PageOptions,
  read: (page: { limit: number; after?: string }) => Promise<Page<Item>>,
): Promise<{ items: Item[]; hasMore: boolean }> {
  const most = all ? Number.POSITIVE_INFINITY : limit
  const items: Item[] = []
  let next: string | null = null
  do {
    const after: { after?: string } = next === null ? {} : { after: next }
    const page: Page<Item> = await read({ ...after, limit: Math.min(PAGE, most - items.length) })
    items.push(...page.items)
    next = page.next
  } while (next !== null && items.length < most)
  return { items, hasMore: next !== null }
}

/** One line of JSON each, or a table for people; `none` is said to them where there is nothing. */
export function showAll<Item extends object>(
  reporter: Reporter,
  items: readonly Item[],
  { none, table }: { none: string; table: (items: readonly Item[]) => string[] },
): void {
  if (reporter.isJson) for (const item of items) reporter.line(item)
  else reporter.say(...(items.length === 0 ? [none] : table(items)))
}
