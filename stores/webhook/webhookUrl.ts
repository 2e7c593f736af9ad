/** Which URLs a webhook may have by their form; whether the address is allowed is known once it is called. */

/** Longest URL, in characters. */
const LONGEST = 2_000

/** What is wrong with the URL, in a sentence; undefined where it can be called. */
export function webhookUrlProblem(url: string): string | undefined {
  if (url.length > LONGEST)
    return `A webhook’s URL has ${LONGEST.toLocaleString('en')} characters at most.`
  if (!URL.canParse(url)) return 'A webhook needs a whole URL, such as https://example.com/exports.'
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'https:') return 'A webhook’s URL begins with https://.'
  if (username !== '' || password !== '') {
    return 'A webhook’s URL holds no user or password: it is known by its signature.'
  }
  return undefined
}
