import { expect, it } from '@jest/globals'
import { comparisonReport } from './report.ts'

const sample = (seconds: number) => ({ seconds, cpuSeconds: 2, peakMb: 100.4, bytes: 1_500_000 })

it('gives medians, the fastest first, the ratio to each peer, and who did not run', () => {
  const report = comparisonReport({
    title: '10 rows',
    results: [
      {
        contestant: { name: 'ours', how: 'level 5', isOurs: true },
        outcome: { kind: 'measured', samples: [sample(3), sample(1), sample(8)] },
      },
      {
        contestant: { name: 'peer', how: 'C', isOurs: false },
        outcome: { kind: 'measured', samples: [sample(5), sample(7)] },
      },
      {
        contestant: { name: 'ours', how: 'one thread', isOurs: true },
        outcome: { kind: 'measured', samples: [sample(4)] },
      },
      {
        contestant: { name: 'absent', how: 'Rust', isOurs: false },
        outcome: { kind: 'missing', install: 'npm run bench:peers' },
      },
      {
        contestant: { name: 'broken', how: 'Java', isOurs: false },
        outcome: { kind: 'failed', reason: 'The file has 9 of 10 rows' },
      },
    ],
  })
  expect(report).toBe(`## 10 rows

| contestant | median s | fastest s | ours ÷ it | processor s | peak MB | file MB |
| --- | --: | --: | --: | --: | --: | --: |
| **ours** (level 5) | 3.00 | 1.00 |  | 2.00 | 100 | 1.5 |
| **ours** (one thread) | 4.00 | 4.00 | **0.75** | 2.00 | 100 | 1.5 |
| peer (C) | 6.00 | 5.00 | **0.50** | 2.00 | 100 | 1.5 |

- absent (Rust): not installed; \`npm run bench:peers\`
- broken (Java): failed: The file has 9 of 10 rows`)
})
