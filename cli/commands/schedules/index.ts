/** `exports schedules …`, as commander knows it: exports that recur, over the API. */
import type { Command } from 'commander'
import { addPageOptions, type PageOptions } from '../pages.ts'
import { addRequestOptions, TYPE } from '../requestOptions.ts'
import type { Run, Session } from '../session.ts'
import { listBackfills, startBackfill } from './backfill.ts'
import { create, pause, remove, renewSecret, resume, trigger, update } from './change.ts'
import { getSchedule, listRuns, listSchedules } from './look.ts'
import { addRemovals, addScheduleOptions, type ScheduleOptions } from './scheduleOptions.ts'

export function addScheduleCommands(program: Command, run: Run): void {
  const schedules = program.command('schedules').description('exports that recur')
  addAsking(schedules, run)
  addLooking(schedules, run)
  addChanging(schedules, run)
  addBackfilling(schedules, run)
}

function addAsking(schedules: Command, run: Run): void {
  const creating = schedules.command('create').argument('[type]', TYPE)
  addRequestOptions(addScheduleOptions(creating))
    .description('let an export recur: the options of request say what, these when and to whom')
    .action((type: string | undefined, options: ScheduleOptions, command: Command) =>
      run(command, (session) => create(session, type, options)),
    )
  const updating = schedules.command('update').argument('<id>')
  addRequestOptions(addRemovals(addScheduleOptions(updating)))
    .description('change what is given, and leave the rest')
    .action((id: string, options: ScheduleOptions, command: Command) =>
      run(command, (session) => update(session, id, options)),
    )
}

function addLooking(schedules: Command, run: Run): void {
  addPageOptions(schedules.command('list'))
    .description('your schedules, newest first')
    .action((options: PageOptions, command: Command) =>
      run(command, (session) => listSchedules(session, options)),
    )
  addPageOptions(schedules.command('runs').argument('<id>'))
    .description('what came of each time it was due, newest first')
    .action((id: string, options: PageOptions, command: Command) =>
      run(command, (session) => listRuns(session, id, options)),
    )
  addSimple(schedules, run, [
    ['get', 'everything about one schedule', getSchedule],
    ['backfills', 'its last 20 backfills, newest first', listBackfills],
  ])
}

function addChanging(schedules: Command, run: Run): void {
  schedules
    .command('pause <id>')
    .description('no longer due, until resumed')
    .option('--note <text>', 'why, in a sentence')
    .action((id: string, options: { note?: string }, command: Command) =>
      run(command, (session) => pause(session, id, options)),
    )
  addSimple(schedules, run, [
    ['resume', 'due again; the first file holds what was missed', resume],
    ['trigger', 'due now as well', trigger],
    ['delete', 'no longer there; its files stay', remove],
    ['secret', 'a new secret for its webhook; the old one counts no longer', renewSecret],
  ])
}

function addBackfilling(schedules: Command, run: Run): void {
  schedules
    .command('backfill <id> <from> <to>')
    .description('make files of changes for days that have none; both days are included')
    .option('--wait', 'until the last is made')
    .action(
      (
        id: string,
        from: string,
        to: string,
        { wait = false }: { wait?: boolean },
        command: Command,
      ) => run(command, (session) => startBackfill(session, id, { from, to, wait })),
    )
}

type Simple = [
  name: string,
  description: string,
  act: (session: Session, scheduleId: string) => Promise<void>,
]

/** Commands that need an id alone. */
function addSimple(schedules: Command, run: Run, commands: readonly Simple[]): void {
  for (const [name, description, act] of commands) {
    schedules
      .command(`${name} <id>`)
      .description(description)
      .action((id: string, _: unknown, command: Command) =>
        run(command, (session) => act(session, id)),
      )
  }
}
