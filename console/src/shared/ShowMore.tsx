/** The button at a list's end that shows what comes after. */
import { Button } from './Button.tsx'

export interface ShowMoreProps {
  list: {
    hasMore: boolean
    hasShownMore: boolean
    isLoadingMore: boolean
    showMore: () => void
  }
}

export function ShowMore({ list }: ShowMoreProps) {
  const { hasMore, hasShownMore, isLoadingMore, showMore } = list
  // Whoever got to the end with it has the focus there.
  if (!hasMore && !hasShownMore) return null
  const words = hasMore ? 'Show more' : 'All are shown'
  return (
    <div className="show-more">
      <Button isIdle={isLoadingMore || !hasMore} onClick={showMore}>
        {isLoadingMore ? 'Loading…' : words}
      </Button>
    </div>
  )
}
