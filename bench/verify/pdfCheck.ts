/** Checks a PDF against the table that it was drawn from, as pdf.js reads it. */
import { readFile } from 'node:fs/promises'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { TITLES } from '../../contract/index.ts'
import { isDateTime } from '../data/rowFile.ts'
import type { Table } from '../data/table.ts'
import { MOST_ROWS_READ } from './tableCheck.ts'

type Counts = Map<string, number>

/** Not the snapshot's, which a running head tells with its zone. */
const TIME = /\d{4}-\d\d-\d\d \d\d:\d\d(?! \()/g
/** Numbers of pages and the like differ from page to page. */
const DIGIT = /\p{N}/u

/**
 * A check that counts date-times, of which every row has as many, and of a small table every sign:
 * where cells are wrapped, and which comes first, is each writer's own. What there is beside rows
 * must be the same letters on every page, or title and header once in the whole file.
 */
export function pdfCheck(table: Table): (file: string) => Promise<void> {
  const dates = table.columns.filter(isDateTime).length
  const expected = table.rows <= MOST_ROWS_READ ? signsOfTable(table) : undefined
  const once: Counts = new Map()
  for (const text of [TITLES.SOW, ...table.columns.map(({ heading }) => heading)]) count(text, once)
  return async (file) => {
    const found = await readPdf(file, expected !== undefined)
    checkTimes(found, table.rows, dates)
    if (expected) checkSigns(expected, once, found)
  }
}

/** A check of the number of data rows alone, each of which has so many date-times. */
export function pdfRowsCheck(rows: number, timesARow: number): (file: string) => Promise<void> {
  return async (file) => checkTimes(await readPdf(file, false), rows, timesARow)
}

interface ReadPdf {
  pages: number
  times: number
  signs: Counts
}

async function readPdf(file: string, withSigns: boolean): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(await readFile(file)),
    verbosity: VerbosityLevel.ERRORS,
  })
  const pdf = await task.promise
  const found: ReadPdf = { pages: pdf.numPages, times: 0, signs: new Map() }
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent({ disableNormalization: true })
    const text = items.map((item) => ('str' in item ? item.str : '')).join('\n')
    found.times += [...text.matchAll(TIME)].length
    if (withSigns) count(text, found.signs)
    page.cleanup()
  }
  await task.destroy()
  return found
}

function checkTimes({ times }: ReadPdf, rows: number, timesARow: number): void {
  if (times === rows * timesARow) return
  throw new Error(`The file has ${times} date-times instead of ${rows} × ${timesARow}`)
}

function signsOfTable(table: Table): Counts {
  const signs: Counts = new Map()
  for (let row = 0; row < table.rows; row += 1) {
    table.rowAt(row).forEach((cell, i) => {
      const column = table.columns[i]
      const isTime = column !== undefined && isDateTime(column) && cell !== null
      count(isTime ? shownTime(Number(cell)) : String(cell ?? ''), signs)
    })
  }
  return signs
}

function shownTime(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ')
}

function count(text: string, into: Counts): void {
  for (const sign of text.normalize('NFC').replaceAll(/\s/g, '')) {
    into.set(sign, (into.get(sign) ?? 0) + 1)
  }
}

function checkSigns(expected: Counts, once: Counts, { signs, pages }: ReadPdf): void {
  for (const sign of new Set([...expected.keys(), ...signs.keys()])) {
    const extra = (signs.get(sign) ?? 0) - (expected.get(sign) ?? 0)
    const isFurniture = extra % pages === 0 || extra === once.get(sign) || DIGIT.test(sign)
    if (extra < 0 || !isFurniture) {
      throw new Error(`The file has ${extra} more "${sign}" than the table, on ${pages} pages`)
    }
  }
}
