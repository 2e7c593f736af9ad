/** The list of columns: ticked by checkbox, ordered by dragging or with the keyboard. */
import {
  Button,
  Checkbox,
  GridList,
  GridListItem,
  type Selection,
  useDragAndDrop,
} from 'react-aria-components'
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

export function ColumnList({ columns, offered, isInvalid, onChange, onRename }: ColumnListProps) {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => onChange(movedBeside(columns, keys, target)),
  })
  const choose = (keys: Selection) =>
    onChange(columns.map((each) => ({ ...each, isChosen: keys === 'all' || keys.has(each.key) })))
  return (
    <GridList
      aria-label="Columns"
      aria-describedby={isInvalid ? 'columns-errors columns-hint' : 'columns-hint'}
      className="columns"
      items={columns.map((column) => ({ ...column, id: column.key }))}
      selectionMode="multiple"
      selectedKeys={columns.flatMap(({ key, isChosen }) => (isChosen ? [key] : []))}
      onSelectionChange={choose}
      escapeKeyBehavior="none"
      disallowTypeAhead
      dragAndDropHooks={dragAndDropHooks}
    >
      {(column) => (
        <GridListItem id={column.key} textValue={column.heading} className="column">
          <Button slot="drag" className="handle" aria-label={`Move ${column.heading}`}>
            <span aria-hidden="true">⠿</span>
          </Button>
          <Checkbox slot="selection" className="tick">
            <span className="tick-box" aria-hidden="true" />
          </Checkbox>
          <span className="column-heading">{column.heading}</span>
          <span className="muted small">{kindOf(offered, column.key)}</span>
          <Button
            className="button quiet small"
            aria-label={`Rename ${column.heading}`}
            onPress={() => onRename(column.key)}
          >
            Rename
          </Button>
        </GridListItem>
      )}
    </GridList>
  )
}

function kindOf(offered: readonly Column[], key: string): string {
  const column = offered.find((candidate) => candidate.key === key)
  if (!column) return ''
  const kind = columnTypeWords(column.type)
  return column.isDefault ? kind : `${kind}, optional`
}
