/** The list of columns: ticked by checkbox, ordered by dragging or with the keyboard. */
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import type { Column } from '../../../contract/index.ts'
import { columnTypeWords } from '../shared/words.ts'
import { movedBeside } from './columnOrder.ts'
import type { FormColumn } from './exportForm.ts'

export interface ColumnListProps {
  columns: readonly FormColumn[]
  offered: readonly Column[]
  isInvalid: boolean
  onChange: (columns: readonly FormColumn[]) => void
  /** Asks for another heading of the column with this key. */
  onRename: (key: string) => void
}

/** Ticked columns are not the list's selection: of a selection all rows are dragged at once. */
export function ColumnList({ columns, offered, isInvalid, onChange, onRename }: ColumnListProps) {
  const list = useRef<HTMLDivElement>(null)
  const dropped = useRef<string | null>(null)
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      dropped.current = String([...keys][0])
      onChange(movedBeside(columns, keys, target))
    },
  })
  useEffect(() => {
    const key = dropped.current
    dropped.current = null
    if (key === null) return
    // The row loses the focus where it is moved in the page; on slow machines to the row beside it.
    setTimeout(() => focusRow(list.current, key))
  })
  const choose = (key: string, isChosen: boolean) =>
    onChange(columns.map((each) => (each.key === key ? { ...each, isChosen } : each)))
  return (
    <GridList
      ref={list}
      aria-label="Columns"
      aria-describedby={isInvalid ? 'columns-errors columns-hint' : 'columns-hint'}
      className="columns"
      items={columns.map((column) => ({ ...column, id: column.key }))}
      disallowTypeAhead
      dragAndDropHooks={dragAndDropHooks}
    >
      {(column) => (
        <GridListItem
          textValue={column.heading}
          className={column.isChosen ? 'column' : 'column left-out'}
        >
          <ColumnRow
            column={column}
            kind={kindOf(offered, column.key)}
            onChoose={(isChosen) => choose(column.key, isChosen)}
            onRename={() => onRename(column.key)}
          />
        </GridListItem>
      )}
    </GridList>
  )
}

function focusRow(list: HTMLElement | null, key: string): void {
  list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus()
}

interface ColumnRowProps {
  column: FormColumn
  kind: string
  onChoose: (isChosen: boolean) => void
  onRename: () => void
}

function ColumnRow({ column: { heading, isChosen }, kind, onChoose, onRename }: ColumnRowProps) {
  return (
    <>
      <Button slot="drag" className="handle" aria-label={`Move ${heading}`}>
        <span aria-hidden="true">⠿</span>
      </Button>
      <label className="column-choice">
        <input
          type="checkbox"
          aria-label={`Include ${heading}`}
          checked={isChosen}
          onChange={({ target }) => onChoose(target.checked)}
        />
        {heading}
      </label>
      <span className="muted small">{kind}</span>
      <Button
        className="button quiet small"
        aria-label={`Rename ${heading}`}
        onPress={() => onRename()}
      >
        Rename
      </Button>
    </>
  )
}

function kindOf(offered: readonly Column[], key: string): string {
  const column = offered.find((candidate) => candidate.key === key)
  if (!column) return ''
  const kind = columnTypeWords(column.type)
  return column.isDefault ? kind : `${kind}, optional`
}
