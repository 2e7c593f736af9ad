/** SQL that the handlers' suite and the contracts of types share. */

/** A value of the row that has this id: asked for by a query of its own, where handlers join. */
export function lookup(table: string, column: string, id: string): string {
  return `(SELECT o."${column}" FROM "${table}" o WHERE o."id" = ${id})`
}
