/** The settings that the checks need, each as far as it is right, and what is wrong with the others. */
import {
  loadSettings,
  mailProblems,
  SETTINGS,
  type SettingName,
  type Settings,
  SettingsError,
} from '../../../config/index.ts'
import { type CheckGroup, failed, ok } from './finding.ts'

/** What no process of the pipeline does without. */
const NEEDED: readonly SettingName[] = ['databaseUrl', 'queueUrl', 'deadLetterQueueUrl', 'bucket']

interface DoctorSettings {
  settings: Partial<Settings>
  problems: string[]
}

/** Of the settings that are not needed by all, those that are given. */
export function readSettings(environment: Record<string, string | undefined>): DoctorSettings {
  const settings: Partial<Settings> = {}
  const problems: string[] = []
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { variable, fallback } = SETTINGS[name]
    if (!NEEDED.includes(name) && fallback === undefined && !environment[variable]) continue
    try {
      Object.assign(settings, loadSettings([name], environment))
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      problems.push(...error.problems)
    }
  }
  const { smtpUrl = '', mailFrom = '' } = settings
  // One that is given and wrong is told already.
  if (!environment[SETTINGS.mailFrom.variable])
    problems.push(...mailProblems({ smtpUrl, mailFrom }))
  return { settings, problems }
}

export function settingsChecks({ problems }: DoctorSettings): CheckGroup {
  const remedy = 'Set them in the environment: docs/settings.md describes each.'
  const run = () =>
    Promise.resolve(
      problems.length === 0
        ? ok('All that are needed are there.')
        : failed(problems.join(' '), remedy),
    )
  return { checks: [{ name: 'settings', remedy, run }] }
}
