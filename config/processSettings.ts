/** Settings for an entry point: what is wrong is told to the person who started it, not thrown. */
import { loadSettings, type Settings, SettingsError } from './loadSettings.ts'
import type { SettingName } from './settings.ts'

/** The named settings; ends the process with 1 when the environment lacks one or holds a wrong one. */
export function processSettings<const Name extends SettingName>(
  names: readonly Name[],
): Settings<Name> {
  try {
    return loadSettings(names)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(1)
  }
}
