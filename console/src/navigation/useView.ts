/** The part of the page that the browser's address names, and the way to another. */
import { useSyncExternalStore } from 'react'
import { addressOf, type View, viewOf } from './view.ts'

const MOVED = 'popstate'
let hasMoved = false

export function useView(): View {
  return viewOf(useSyncExternalStore(subscribe, () => window.location.search))
}

/** Goes there, so that the browser's "back" comes back. */
export function navigate(view: View): void {
  window.history.pushState(null, '', addressOf(view))
  window.dispatchEvent(new PopStateEvent(MOVED))
}

/** Goes there in place of the part that is seen, to which nobody wants to come back. */
export function replaceView(view: View): void {
  window.history.replaceState(null, '', addressOf(view))
  window.dispatchEvent(new PopStateEvent(MOVED))
}

/** Whether another part was gone to since the page was loaded. */
export function hasNavigated(): boolean {
  return hasMoved
}

function subscribe(onChange: () => void): () => void {
  const onMoved = () => {
    hasMoved = true
    onChange()
  }
  window.addEventListener(MOVED, onMoved)
  return () => window.removeEventListener(MOVED, onMoved)
}
