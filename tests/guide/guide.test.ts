/** Holds docs/adding-an-export-type.md to the code: what it shows is what the suite runs on. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { IExportHandler } from '../../handlers/index.ts'
import type { HandlerContract } from '../contracts/handlerContract.ts'
import type { invoiceHandler } from './invoice.ts'

type ContractOf<Handler> =
  Handler extends IExportHandler<string, infer Key extends string, infer Filters>
    ? HandlerContract<Key, Filters>
    : never
type Contract = ContractOf<typeof invoiceHandler>

const ROOT = new URL('../../', import.meta.url)

interface CodeBlock {
  /** The file that the sentence before the block names. */
  file: string
  language: string
  code: string
}

/** Where the example's files would lie, where they lie, and which imports differ for that. */
const EXAMPLES: Record<string, { source: string; imports: [string, string][] }> = {
  'handlers/invoice.ts': {
    source: 'tests/guide/invoice.ts',
    imports: [
      ['./table.ts', './table/index.ts'],
      ['../../handlers/', './'],
      ['../../', '../'],
    ],
  },
  'handlers/invoice.stack.test.ts': {
    source: 'tests/guide/fourthType.stack.test.ts',
    imports: [
      ['./invoiceTable.ts', '../tests/guide/invoiceTable.ts'],
      ['../contracts/', '../tests/contracts/'],
      ['../../', '../'],
    ],
  },
  'handlers/table/filters.ts': { source: 'tests/guide/table.ts', imports: [] },
  'tests/guide/invoiceTable.ts': { source: 'tests/guide/invoiceTable.ts', imports: [] },
}

async function read(path: string): Promise<string> {
  return await readFile(new URL(path, ROOT), 'utf8')
}

/** All blocks but commands. */
async function blocksOf(path: string): Promise<CodeBlock[]> {
  const parts = (await read(path)).split(/^```/m)
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) return []
    const [language = '', ...lines] = part.split('\n')
    const before = parts[index - 1]?.trim().split('\n').at(-1) ?? ''
    const file = [...before.matchAll(/`([\w./-]+\.\w+)`/g)].at(-1)?.[1] ?? ''
    return language === 'sh' ? [] : [{ file, language, code: lines.join('\n') }]
  })
}

async function exampleOf(file: string): Promise<string> {
  const example = EXAMPLES[file]
  if (!example) throw new Error(`The guide shows ${file}, which is no example.`)
  return example.imports.reduce(
    (text, [here, there]) => text.replaceAll(`from '${here}`, `from '${there}`),
    await read(example.source),
  )
}

/** Where a file lies decides the order of what it imports. */
function withSortedImports(code: string): string {
  const lines = code.split('\n')
  const isImport = (line: string): boolean => /^import .* from /.test(line)
  return [...lines.filter(isImport).toSorted(), ...lines.filter((line) => !isImport(line))].join(
    '\n',
  )
}

/** Lines without their indentation and a statement's end: SQL lies deeper in its file. */
function statement(code: string): string[] {
  return code
    .trim()
    .replace(/;$/, '')
    .split('\n')
    .map((line) => line.trim())
}

const blocks = await blocksOf('docs/adding-an-export-type.md')

function blocksIn(...languages: string[]): CodeBlock[] {
  return blocks.filter(({ language }) => languages.includes(language))
}

describe('the guide to a new export type', () => {
  test('shows code, a table and changes, and nothing else', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sql', 'diff', 'ts']))
    expect(blocksIn('ts').map(({ file }) => file)).toEqual([
      'handlers/invoice.ts',
      'handlers/invoice.stack.test.ts',
      'handlers/table/filters.ts',
    ])
  })

  test.each(blocksIn('ts').slice(0, 2))('shows the whole of $file', async ({ file, code }) => {
    expect(withSortedImports(code)).toBe(withSortedImports(await exampleOf(file)))
  })

  test('shows the whole of the new kind of filter', async () => {
    const code = blocksIn('ts').at(-1)?.code ?? ''
    expect(code.length).toBeGreaterThan(200)
    expect((await exampleOf('handlers/table/filters.ts')).endsWith(code)).toBe(true)
  })

  test.each(blocksIn('sql'))('shows the table as $file makes it', async ({ file, code }) => {
    expect(statement(await exampleOf(file)).join('\n')).toContain(statement(code).join('\n'))
  })

  test.each(blocksIn('diff'))('shows a change that fits $file', async ({ file, code }) => {
    const before = code
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('+'))
      .map((line) => line.slice(1))
    // Without what it adds, a change is consecutive lines of the file.
    expect(`\n${await read(file)}`).toContain(`\n${before.join('\n')}\n`)
    expect(code).toMatch(/^\+/m)
  })

  test('gives the new table the policies that the others have', async () => {
    const { file = '', code = '' } =
      blocksIn('diff').find((block) => block.file.endsWith('Security.sql')) ?? {}
    const added = code.split('\n').filter((line) => line.startsWith('+'))
    const statements = added
      .map((line) => line.slice(1))
      .join('\n')
      .split(/(?<=;)\n/)
    expect(statements).toHaveLength(5)
    const policies = await read(file)
    for (const sql of statements) {
      expect(policies).toContain(sql.trim().replace('"Invoice"', '"ClientScopeOfWork"'))
    }
  })

  test('is right that a contract without a column or a filter does not compile', () => {
    // @ts-expect-error All columns but one are missing.
    const columns: Contract['columns'] = { invoiceNumber: 't."invoiceNumber"' }
    // @ts-expect-error All filters but one are missing.
    const filters: Contract['filters'] = { isPaid: [{ value: true, where: 't."isPaid"' }] }
    // @ts-expect-error A flag is no text.
    const flag: Contract['filters']['isPaid'] = [{ value: 'yes', where: 't."isPaid"' }]
    expect([columns, filters, flag]).toHaveLength(3)
  })
})
