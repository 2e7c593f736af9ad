/** A refused sign-in: the API's remedy for a token that it does not take is meant for programs. */
import type { Problem } from '../api/problem.ts'
import { NOT_SIGNED_IN } from './queryClient.ts'

/** `remedy` stands for the API's where the token was refused. */
export function forPeople(problem: Problem, remedy: string) {
  const { status, detail, instance } = problem
  return { detail, remedy: status === NOT_SIGNED_IN ? remedy : problem.remedy, instance }
}
