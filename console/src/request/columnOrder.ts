/** Where columns go that are dropped beside another. */
import type { FormColumn } from './exportForm.ts'

export function movedBeside(
  columns: readonly FormColumn[],
  keys: ReadonlySet<unknown>,
  target: { key: unknown; dropPosition: 'before' | 'after' | 'on' },
): FormColumn[] {
  const moved = columns.filter(({ key }) => keys.has(key))
  const others = columns.filter(({ key }) => !keys.has(key))
  const at = others.findIndex(({ key }) => key === target.key)
  // Dropped on one of those that move: everything stays.
  if (at === -1) return [...columns]
  return others.toSpliced(target.dropPosition === 'before' ? at : at + 1, 0, ...moved)
}
