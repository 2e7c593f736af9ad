/** Holds what docs/operating.md says of schedules to the code. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { SEARCH_ATTRIBUTES } from '../../contract/index.ts'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

const page = await read('docs/operating.md')
const [, section = ''] = /^## Schedules\n(.*?)^## /ms.exec(page) ?? []
const sources = await Promise.all(
  [
    'scheduling/planRun.ts',
    'activities/recurring/planRun.ts',
    'activities/recurring/backfill.ts',
    'stores/schedules/knexBackfills.ts',
  ].map(read),
)
/** Reasons for which nothing is exported, as the sources have them. */
const reasons = sources
  .flatMap((source) => [...source.matchAll(/(?<!Error\()['`]([A-Z][^'`\n]+?\.)['`]/g)])
  .map(([, reason = '']) => reason)

describe('the page for operators', () => {
  it('says what to do about every reason for which a schedule exports nothing', () => {
    const shown = [...section.matchAll(/^\| `([A-Z][^`]+\.)(?: …)?` \|/gm)].map(([, text]) => text)
    const begins = reasons.map((reason) =>
      shown.find((text) => reason.replace(/\$\{.*\}(?= is)/, '…').startsWith(text ?? '')),
    )
    expect(begins).not.toContain(undefined)
    expect(new Set(begins)).toEqual(new Set(shown))
  })

  it('asks by search attributes that there are', () => {
    const [, queries = ''] = /^```\n(.*?)^```$/ms.exec(section) ?? []
    const names = [...queries.matchAll(/\b(Export\w+) (?:[=<>]|IS|BETWEEN)/g)].map(
      ([, name]) => name,
    )
    expect(names.length).toBeGreaterThan(6)
    expect(names.filter((name) => !(String(name) in SEARCH_ATTRIBUTES))).toEqual([])
  })
})
