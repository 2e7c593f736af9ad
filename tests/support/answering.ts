/** Methods of a fake: each is noted with what it was given, and answers what it is told to. */
export function answering<Answers extends object>(
  answers: Answers,
  calls: [name: keyof Answers, ...given: unknown[]][],
) {
  return <Name extends keyof Answers>(name: Name) =>
    async (...given: unknown[]): Promise<Exclude<Answers[Name], Error>> => {
      calls.push([name, ...given])
      const answer: Answers[Name] = answers[name]
      if (answer instanceof Error) throw answer
      return answer as Exclude<Answers[Name], Error>
    }
}
