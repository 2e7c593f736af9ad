/**
 * `npm run bench:peers`: builds the peers that can be built on this machine, outside the sources, and
 * says what the others lack. A peer that is not built is left out of the benchmarks.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../stack/commandLine.ts'
import { BUILT, PEERS } from '../workspace.ts'

interface Step {
  peer: string
  /** Folder in `BUILT` in which the commands run. */
  folder: string
  /** Whether the sources are copied there first. */
  copies: boolean
  commands: string[][]
  /** What to install when a command fails. */
  needs: string
}

const C = ['gcc', '-O2', '-o']
const STEPS: Step[] = [
  {
    peer: 'libxlsxwriter',
    folder: 'c',
    copies: true,
    commands: [[...C, 'libxlsxwriter', 'libxlsxwriter.c', '-lxlsxwriter']],
    needs: 'a C compiler and libxlsxwriter (Debian: apt install gcc libxlsxwriter-dev)',
  },
  {
    peer: 'libharu',
    folder: 'c',
    copies: true,
    commands: [[...C, 'libharu', 'libharu.c', '-lhpdf']],
    needs: 'a C compiler and libharu (Debian: apt install gcc libhpdf-dev)',
  },
  {
    peer: 'rust_xlsxwriter and csv',
    folder: 'rust',
    copies: true,
    commands: [['cargo', 'build', '--release', '--quiet']],
    needs: 'Rust 1.88 or newer (https://rustup.rs)',
  },
  {
    peer: 'fastexcel',
    folder: 'java',
    copies: true,
    commands: [['mvn', '--quiet', '--batch-mode', 'package', 'dependency:copy-dependencies']],
    needs: 'Java 17 or newer and Maven (Debian: apt install default-jdk maven)',
  },
  {
    peer: 'XlsxWriter',
    folder: 'python',
    copies: false,
    commands: [
      [
        'python3',
        '-m',
        'pip',
        'install',
        '--quiet',
        '--upgrade',
        '--target',
        '.',
        'XlsxWriter==3.3.1',
      ],
    ],
    needs: 'Python 3.9 or newer with pip',
  },
  {
    peer: 'xlsx-js-style',
    folder: 'node',
    copies: true,
    commands: [
      ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    ],
    needs: 'npm',
  },
]

for (const step of STEPS) say(`${step.peer}: ${build(step)}`)
say('psql: not built here; Debian: apt install postgresql-client')

function build({ folder, copies, commands, needs }: Step): string {
  const cwd = join(BUILT, folder)
  mkdirSync(cwd, { recursive: true })
  if (copies) cpSync(join(PEERS, folder), cwd, { recursive: true })
  try {
    for (const [program = '', ...args] of commands) {
      execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    }
    return 'built'
  } catch {
    return `NOT built; it needs ${needs}`
  }
}
