/**
 * What goes wrong, as whoever asked is told: the catalogue of all codes, and problems (RFC 9457) made
 * of errors. Knows nothing of routes.
 */
export { ApiCode, ApiError } from './apiError.ts'
export { type AnswerCode, CATALOGUE, statusOf } from './catalogue.ts'
export { problemPage } from './problemPage.ts'
export { type Answer, answerTo, PROBLEM_TYPE, type Problem } from './problems.ts'
export { ERRORS_CSS, ERRORS_CSS_ADDRESS, errorsPage, errorsReference } from './reference.ts'
