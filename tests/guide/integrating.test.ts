/** Holds docs/integrating.md to the programs that it shows, which a test of the pipeline runs. */
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type {
  BackfillSpan,
  Failure,
  ScheduleRequest,
  ScheduleTiming,
} from '../../contract/index.ts'
import {
  parseBackfillSpan,
  parseScheduleRequest,
  parseScheduleTiming,
} from '../../contract/schemas/scheduleRequest.ts'

const ROOT = new URL('../../', import.meta.url)

async function read(path: string): Promise<string> {
  return await readFile(new URL(path, ROOT), 'utf8')
}

const page = await read('docs/integrating.md')

/** What the page shows of this language, without the lines that mark it off. */
function shown(language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  )
}

/** What the contract has against a body that is sent to an address under `/schedules`. */
function malformedOf(address: string, body: unknown): readonly Failure[] {
  if (address === '/preview') return parseScheduleTiming(body as ScheduleTiming).malformed
  if (address === '') return parseScheduleRequest(body as ScheduleRequest).malformed
  return parseBackfillSpan(body as BackfillSpan).malformed
}

describe('the page for integrators', () => {
  test.each([
    ['bash', ['docs/examples/export.sh']],
    ['js', ['docs/examples/export.mjs']],
    ['python', ['docs/examples/export.py', 'docs/examples/webhook.py']],
  ])('shows in %s the whole of %j', async (language, paths) => {
    expect(shown(language)).toEqual(await Promise.all(paths.map(read)))
  })

  test('shows every program of docs/examples/', async () => {
    const links = [...page.matchAll(/\]\(examples\/([\w.]+)\)/g)].map(([, name]) => name)
    expect(new Set(links)).toEqual(new Set(await readdir(new URL('docs/examples', ROOT))))
  })

  test('shows the library as it is compiled, from another folder', async () => {
    const program = await read('tests/guide/ownProcess.ts')
    expect(shown('ts')).toEqual([program.replaceAll(`from '../../`, `from '../`)])
  })

  test('shows bodies of schedules that are well-formed', () => {
    const bodies = [...page.matchAll(/-d '([^']+)'\s+\\?\s*"\$API_URL\/schedules([^"]*)"/g)]
    const faults = bodies.map(([, body = '', address = '']) => [
      address,
      malformedOf(address, JSON.parse(body)),
    ])
    expect(faults).toEqual([
      ['', []],
      ['/preview', []],
      ['/$schedule/backfills', []],
    ])
  })

  test('lets each program need nothing but what its language brings', async () => {
    const program = await read('docs/examples/export.mjs')
    const imports = [...program.matchAll(/ from '(.*)'$/gm)].map(([, name]) => name)
    expect(imports.length).toBeGreaterThan(5)
    expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([])
  })
})
