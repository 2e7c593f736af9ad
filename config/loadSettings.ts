/** Reads the settings that a process names, and reports every missing or wrong one at once. */
import { environment } from './environment.ts'
import { SETTINGS, type SettingName } from './settings.ts'

export type Settings<Name extends SettingName = SettingName> = {
  [Key in Name]: ReturnType<(typeof SETTINGS)[Key]['parse']>
}

/** Thrown when the environment lacks a setting or holds a wrong one; the message names them all. */
export class SettingsError extends Error {
  /** One sentence for each setting. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The environment is not as it must be:\n${problems.map((problem) => `- ${problem}`).join('\n')}\nEvery setting is described in docs/settings.md.`,
    )
    this.name = 'SettingsError'
    this.problems = problems
  }
}

/**
 * Values of the named settings.
 * @throws SettingsError when any of them is missing or not allowed.
 */
export function loadSettings<const Name extends SettingName>(
  names: readonly Name[],
  source: Record<string, string | undefined> = environment,
): Settings<Name> {
  const problems: string[] = []
  const entries = names.map((name) => {
    const setting = SETTINGS[name]
    const given = source[setting.variable]
    const value = given === undefined || given === '' ? setting.fallback : given
    if (value === undefined) {
      problems.push(`${setting.variable} is missing (${setting.allowed}).`)
      return [name, undefined]
    }
    try {
      return [name, setting.parse(value)]
    } catch (error) {
      problems.push(`${setting.variable} ${error instanceof Error ? error.message : 'is wrong'}.`)
      return [name, undefined]
    }
  })
  if (problems.length > 0) throw new SettingsError(problems)
  return Object.fromEntries(entries) as Settings<Name>
}
