/** What describes a setting, and the few kinds of value that a setting can have. */

export interface Setting<T> {
  /** Name of the environment variable. */
  variable: string
  /** One or two sentences: what it does, and what a wrong choice costs. */
  description: string
  /** Used when the variable is absent or empty; without one the setting must be given. */
  fallback?: string
  /** Reads the text of the variable; throws an Error that says what is allowed. */
  parse(text: string): T
  /** What is allowed, in words. */
  allowed: string
  /** Secrets are never printed. */
  isSecret?: boolean
}

type Described = Pick<Setting<unknown>, 'variable' | 'description' | 'fallback' | 'isSecret'>

export function text(described: Described): Setting<string> {
  return { ...described, allowed: 'text', parse: (value) => value }
}

export function url(described: Described & { protocols: string[] }): Setting<string> {
  const { protocols, ...rest } = described
  const allowed = `URL (${protocols.map((protocol) => `${protocol}//…`).join(' or ')})`
  return {
    ...rest,
    allowed,
    parse(value) {
      // Where it is empty, there may be none.
      if (value === rest.fallback) return value
      if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
        throw new Error(`must be a ${allowed}`)
      }
      return value
    },
  }
}

/** An address with `{exportId}` in it, or empty. */
export function exportAddress(described: Described): Setting<string> {
  const allowed = 'URL with `{exportId}` in it'
  return {
    ...described,
    allowed,
    parse(value) {
      if (value !== '' && !(URL.canParse(value) && value.includes('{exportId}'))) {
        throw new Error(`must be a ${allowed}`)
      }
      return value
    },
  }
}

export function integer(
  described: Described & { min: number; max: number; unit: string },
): Setting<number> {
  const { min, max, unit, ...rest } = described
  const allowed = `${unit}, ${min} to ${max}`
  return {
    ...rest,
    allowed,
    parse(value) {
      const number = Number(value)
      if (!/^\d+$/.test(value) || number < min || number > max) {
        throw new Error(`must be a whole number (${allowed})`)
      }
      return number
    },
  }
}

export function choice<const T extends string>(
  described: Described & { choices: readonly T[] },
): Setting<T> {
  const { choices, ...rest } = described
  return {
    ...rest,
    allowed: choices.join(' | '),
    parse(value) {
      const found = choices.find((candidate) => candidate === value)
      if (found === undefined) throw new Error(`must be one of ${choices.join(', ')}`)
      return found
    },
  }
}

/** A secret text of a least length, in characters; may be empty where the fallback is. */
export function secret(
  described: Omit<Described, 'isSecret'> & { minLength: number },
): Setting<string> {
  const { minLength, ...rest } = described
  const allowed = `text of ${minLength} characters or more`
  return {
    ...rest,
    isSecret: true,
    allowed,
    parse(value) {
      if (value !== rest.fallback && value.length < minLength) {
        throw new Error(`must be a ${allowed}`)
      }
      return value
    },
  }
}

/** Origins of web pages, separated by commas; perhaps none. */
export function origins(described: Described): Setting<string[]> {
  const allowed = 'origins such as `https://app.example.com`, separated by commas'
  return {
    ...described,
    allowed,
    parse(value) {
      const listed = value.split(',').flatMap((origin) => origin.trim() || [])
      if (!listed.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin)) {
        throw new Error(`must be ${allowed}`)
      }
      return listed
    },
  }
}

/** A mail address, bare or with a name before it; or empty where the fallback is. */
export function mailbox(described: Described): Setting<string> {
  const allowed = 'address such as `exports@example.com` or `Exports <exports@example.com>`'
  const address = /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u
  return {
    ...described,
    allowed,
    parse(value) {
      if (value !== described.fallback && !address.test(value))
        throw new Error(`must be an ${allowed}`)
      return value
    },
  }
}

/** Hosts, each perhaps with a port, as URLs write them; separated by commas; perhaps none. */
export function hosts(described: Described): Setting<string[]> {
  const allowed = 'hosts such as `hooks.internal` or `10.0.0.5:8443`, separated by commas'
  return {
    ...described,
    allowed,
    parse(value) {
      const listed = value.split(',').flatMap((host) => host.trim().toLowerCase() || [])
      if (!listed.every(isHost)) throw new Error(`must be ${allowed}`)
      return listed
    },
  }
}

/** As `URL.host` would give it, so that one can be compared with the other. */
function isHost(host: string): boolean {
  const address = `https://${host}`
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(address)) return false
  const found = new URL(address)
  return [found.host, `${found.hostname}:443`].includes(host)
}
