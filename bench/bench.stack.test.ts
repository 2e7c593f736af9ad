/** The benchmarks run, and every file holds its rows. No time is asserted. */
import { expect, it } from '@jest/globals'
import { stackAddresses, workflowBundle } from '../tests/support/stack.ts'
import { parseOptions } from './options.ts'
import { runBench } from './runBench.ts'

it('runs every part at a small size, with whichever peers are installed', async () => {
  const args = ['--rows', '2000', '--pdf-rows', '300', '--memory-rows', '2000', '--runs', '1']
  const options = parseOptions([...args, '--only', 'fetch,csv,xlsx,pdf,exports,memory'])
  const stack = { addresses: stackAddresses(), bundle: workflowBundle() }
  const sections = await runBench(options, { say: () => undefined, stack })

  const report = sections.join('\n\n')
  expect(report).not.toContain('failed')
  expect(report.match(/^## .*/gm)).toEqual([
    '## Fetch of 1,985 rows × 7 columns',
    '## 2,000 rows × 7 columns to CSV',
    '## 2,000 rows × 7 columns to XLSX',
    '## 300 rows × 7 columns to PDF',
    '## Whole export of 1,985 rows × 7 columns to CSV',
    '## Whole export of 1,985 rows × 7 columns to XLSX',
    expect.stringMatching(/^## Whole export of \d+ rows × 7 columns to PDF$/),
    "## Peak memory of the worker's process, whole exports, one run each",
  ])
  expect(report.match(/^\| \*\*Connexus exports\*\* .*\| \d/gm)).toHaveLength(9)
  expect(report).toMatch(/^\| XLSX \| 80 \| 40 \| \d+ /m)
}, 180_000)
