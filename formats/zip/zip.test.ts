import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { pythonReads, pythonReadsPath } from '../../tests/contracts/python.ts'
import { renderTable, SAMPLE } from '../../tests/contracts/renderWhole.ts'
import { createXlsxFormat } from '../xlsx/index.ts'
import { crc32Combine } from './crc32.ts'
import { deflatePiece, entryOfPieces, type StreamEntry, unzip, zip, zipped } from './index.ts'

const xlsxFormat = createXlsxFormat()

/** Reads every entry, CRC-32 checked by Python. */
const CONTENTS = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
print(json.dumps([[i.filename, i.compress_type, archive.read(i).decode()] for i in archive.infolist()]))
`
/** Looks at the directory, and reads the last entry. */
const DIRECTORY = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
infos = archive.infolist()
print(json.dumps([len(infos), infos[0].file_size, infos[0].CRC, archive.read(infos[-1]).decode()]))
`
/** Reads every entry to its end and checks its CRC-32; names the first faulty one. */
const FAULTY = `
import json, sys, zipfile
print(json.dumps(zipfile.ZipFile(sys.argv[1]).testzip()))
`
/** Version of the format that a reader must know for each entry: 45 is ZIP64. */
const VERSIONS = `
import json, sys, zipfile
print(json.dumps([i.extract_version for i in zipfile.ZipFile(sys.argv[1]).infolist()]))
`

describe('zip', () => {
  it('joins pieces that were deflated apart to one entry that Python reads', async () => {
    const texts = ['first,'.repeat(500), '', 'Łódź → 日本 😀', 'first,'.repeat(500)]
    const pieces = texts.map((text) => deflatePiece(Buffer.from(text), 6))
    const archive = await whole(
      zip([
        { kind: 'whole', name: 'long.txt', bytes: Buffer.from('a'.repeat(1_000)) },
        entryOfPieces('日本.txt', each(pieces)),
        { kind: 'whole', name: 'empty.txt', bytes: Buffer.alloc(0) },
      ]),
    )
    expect(pythonReads(CONTENTS, archive)).toEqual([
      ['long.txt', 8, 'a'.repeat(1_000)],
      ['日本.txt', 8, texts.join('')],
      ['empty.txt', 0, ''],
    ])
  })

  it('gives the same bytes each time', async () => {
    const archives = [1, 2].map(() =>
      whole(zip([{ kind: 'whole', name: 'a', bytes: Buffer.from('content') }])),
    )
    const [first, second] = await Promise.all(archives)
    expect(first).toEqual(second)
  })

  it('counts 70,000 entries, more than the plain form can', async () => {
    const archive = await whole(zip(tinyEntries(70_000)))
    expect(pythonReads(DIRECTORY, archive)).toEqual([70_000, 7, crc32('entry 0'), 'entry 69999'])
    expect(pythonReads(FAULTY, archive)).toBeNull()
  })

  it('holds entries of more than 4 GiB, and entries behind them', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024)
    const one = crc32(zeros)
    const crc = Array.from({ length: 65 }).reduce<number>(
      (sum) => crc32Combine(sum, one, zeros.length),
      0,
    )
    const large = stored(
      Array.from({ length: 65 }, () => zeros),
      crc,
    )
    const last = { kind: 'whole' as const, name: 'last', bytes: Buffer.from('behind') }

    await onSparseFile(zip([large, last]), (path) => {
      expect(pythonReadsPath(DIRECTORY, path)).toEqual([2, 65 * zeros.length, crc, 'behind'])
      expect(pythonReadsPath(VERSIONS, path)).toEqual([45, 45])
    })
  })

  it('does without ZIP64 where it can, streams of unknown size included', async () => {
    const archive = await whole(zip([stored([Buffer.from('x')], crc32('x'))]))
    expect(pythonReads(VERSIONS, archive)).toEqual([20])
    // Neither does the local header promise it: version 20, no extra field.
    expect([archive.readUInt16LE(4), archive.readUInt16LE(28)]).toEqual([20, 0])
  })
})

describe('zipped', () => {
  it.each([false, true])('makes an archive of one entry, with store %p', async (store) => {
    const chunks = ['line 1\r\n', 'line 2\r\n'.repeat(100_000)].map((text) => Buffer.from(text))
    const archive = await whole(zipped('budget 2026.csv', each(chunks), { store }))
    expect(pythonReads(CONTENTS, archive)).toEqual([
      ['budget 2026.csv', 8, Buffer.concat(chunks).toString()],
    ])
    expect(archive.length > Buffer.concat(chunks).length).toBe(store)
  })

  it('stores a workbook byte for byte, which other programs open out of the archive', async () => {
    const { file } = await renderTable(xlsxFormat, SAMPLE)
    const archive = await whole(zipped('rows.xlsx', each([file]), { store: true }))
    expect(archive.includes(file)).toBe(true)
    const inner = `
import io, json, sys, zipfile
outer = zipfile.ZipFile(sys.argv[1])
workbook = zipfile.ZipFile(io.BytesIO(outer.read('rows.xlsx')))
sheet = workbook.read('xl/worksheets/sheet1.xml')
print(json.dumps([outer.testzip(), workbook.testzip(), outer.namelist(), sheet.count(b'<row ')]))
`
    expect(pythonReads(inner, archive)).toEqual([null, null, ['rows.xlsx'], 26])
  })

  it('fails as its source fails', async () => {
    await expect(whole(zipped('a', failing(), { store: false }))).rejects.toThrow('source broke')
  })

  it('stops its source when its reader stops', async () => {
    let isStopped = false
    async function* endless() {
      try {
        for (;;) yield Buffer.from(Math.random().toString())
      } finally {
        isStopped = true
      }
    }
    let read = 0
    for await (const chunk of zipped('a', endless(), { store: false })) {
      read += chunk.length
      if (read > 100_000) break
    }
    await new Promise(setImmediate)
    expect(isStopped).toBe(true)
  })
})

describe('unzip', () => {
  it('gives back what zip wrote', async () => {
    const bytes = Buffer.from('text '.repeat(100))
    const archive = await whole(
      zip([
        { kind: 'whole', name: 'deflated', bytes },
        { kind: 'whole', name: 'stored', bytes: Buffer.from('x') },
      ]),
    )
    expect([...unzip(archive)]).toEqual([
      ['deflated', bytes],
      ['stored', Buffer.from('x')],
    ])
  })

  it('refuses what is no archive', () => {
    expect(() => unzip(Buffer.from('Not at all an archive, but a sentence.'))).toThrow('No ZIP')
  })
})

function* tinyEntries(count: number) {
  for (let i = 0; i < count; i += 1) {
    const bytes = Buffer.from(`entry ${i}`)
    yield { ...stored([bytes], crc32(bytes)), name: String(i) }
  }
}

async function* failing() {
  yield Buffer.from('a')
  throw new Error('The source broke')
}

function stored(chunks: Uint8Array[], crc: number): StreamEntry {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return {
    kind: 'stream',
    name: 'large',
    method: 'stored',
    bytes: each(chunks),
    uncompressed: () => ({ size, crc32: crc }),
  }
}

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Writes to a file whose long runs of zeros take no room on disk. */
async function onSparseFile(bytes: AsyncIterable<Uint8Array>, look: (path: string) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'connexus-exports-'))
  const path = join(directory, 'sparse.zip')
  const file = openSync(path, 'w')
  try {
    let at = 0
    for await (const chunk of bytes) {
      if (chunk.length < 1_000_000) writeSync(file, chunk, 0, chunk.length, at)
      at += chunk.length
      ftruncateSync(file, at)
    }
    look(path)
  } finally {
    closeSync(file)
    rmSync(directory, { recursive: true })
  }
}
