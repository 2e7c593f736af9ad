/** Settings for an entry point: what is wrong is told to the person who started it, not thrown. */
import { loadSettings, type Settings, SettingsError } from './loadSettings.ts'
import type { SettingName } from './settings.ts'

/**
 * The named settings; ends the process with 1 when the environment lacks one or holds a wrong one.
 * `findProblems` says, in sentences, what is wrong with the settings taken together.
 */
export function processSettings<const Name extends SettingName>(
  names: readonly Name[],
  findProblems: (settings: Settings<Name>) => string[] = () => [],
): Settings<Name> {
  try {
    const settings = loadSettings(names)
    const problems = findProblems(settings)
    if (problems.length > 0) throw new SettingsError(problems)
    return settings
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(1)
  }
}
