/**
 * Runs a command of this project on a fresh clone: `node stack/bootstrap.mjs <command…>` installs the
 * packages where they are missing or older than the lockfile, and runs the command with this
 * project's own Node 24 first on the PATH. Plain JavaScript that needs nothing but Node 20.
 */
import { spawn, spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PACKAGES = join(ROOT, 'node_modules')
const LOCK = join(ROOT, '.stack', 'install.lock')
const OLDEST_NODE = 20
const NODE = 24

const command = process.argv.slice(2)
if (command.length === 0) fail('No command is given.', 'Use node stack/bootstrap.mjs <command…>.')
requireNode(process.version, OLDEST_NODE)
await alone(installPackages)
const environment = {
  ...process.env,
  PATH: [join(PACKAGES, '.bin'), process.env.PATH].join(delimiter),
}
requireNode(outputOf('node', ['--version'], environment) ?? 'none', NODE)
run(command, environment)

function installPackages() {
  if (isInstalled()) return
  requireTools()
  say('Installing the packages with npm ci; this takes a minute, once')
  const result = spawnSync(
    'npm',
    ['ci', '--include=dev', '--include=optional', '--loglevel=error'],
    {
      cwd: ROOT,
      // Nothing but the command itself writes to standard output.
      stdio: ['ignore', process.stderr, process.stderr],
    },
  )
  if (result.status === 0) return
  fail(
    'npm ci failed, for the reason above.',
    'Check that the registry can be reached, and repeat.',
  )
}

/** npm writes its own lockfile last, so it is there and newer only after a complete installation. */
function isInstalled() {
  // A linked folder is looked after by whoever linked it.
  if (lstatSync(PACKAGES, { throwIfNoEntry: false })?.isSymbolicLink()) return true
  const installed = statSync(join(PACKAGES, '.package-lock.json'), { throwIfNoEntry: false })
  return (
    installed !== undefined &&
    installed.mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs
  )
}

/** What npm can't install. Asked only before an installation, since each answer takes a while. */
function requireTools() {
  const python = outputOf('python3', ['-m', 'pip', '--version'])
  const missing = [
    outputOf('npm', ['--version']) === undefined && 'npm (it comes with Node.js)',
    outputOf('python3', ['--version']) === undefined && 'Python 3 (python3)',
    python === undefined && 'pip for Python 3 (python3 -m pip; Debian: apt install python3-pip)',
  ].filter(Boolean)
  if (missing.length > 0)
    fail(`Missing: ${missing.join('; ')}.`, 'Install what is missing, and repeat.')
}

/** Runs the work while no other process does; a lock whose process is gone counts for nothing. */
async function alone(work) {
  mkdirSync(dirname(LOCK), { recursive: true })
  let hasWaited = false
  while (!tryLock()) {
    if (!hasWaited) say('Waiting for another installation to end')
    hasWaited = true
    await sleep(200)
  }
  try {
    work()
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

function tryLock() {
  const owner = join(LOCK, 'pid')
  try {
    mkdirSync(LOCK)
    writeFileSync(owner, String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(owner)) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}

function isAbandoned(owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0)
    return false
  } catch (error) {
    // The file is written just after the folder is made: without it, the folder's age decides.
    if (error.code === 'ENOENT')
      return Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 5000
    return error.code === 'ESRCH'
  }
}

function run([program, ...args], env) {
  let child
  // Before the start: a signal between the two would end this process alone, and leave the command.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child?.kill(signal))
  child = spawn(program, args, { stdio: 'inherit', env })
  child.on('error', (error) =>
    fail(`${program} can not be run: ${error.message}.`, 'Check its name.'),
  )
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : code
  })
}

function requireNode(version, atLeast) {
  if (Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= atLeast) return
  const remedy =
    atLeast === NODE
      ? 'No package brings it for this system: install Node 24 or newer, and repeat.'
      : `Install Node ${atLeast} or newer, and repeat.`
  fail(`Node ${atLeast} or newer is needed; this one is ${version}.`, remedy)
}

/** Undefined when the program is missing or fails. */
function outputOf(program, args, env = process.env) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', env })
  return status === 0 ? stdout.trim() : undefined
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(message, remedy) {
  say(`${message} ${remedy}`)
  process.exit(1)
}
