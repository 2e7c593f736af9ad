/**
 * The requester's page: ask for an export, watch it, get the file, and let it recur. It promises that
 * all of it can be done with the keyboard and heard with a screen reader. It does not know what may be
 * asked for, which the API's descriptions tell it, nor how an export is made; of the project it knows
 * the contract alone.
 */
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createQueryClient } from './session/queryClient.ts'
import { AnnouncerProvider } from './shared/Announcer.tsx'
import { FaultBoundary } from './shared/FaultBoundary.tsx'

const root = document.querySelector('#root')
if (!root) throw new Error('The page has no element with the id "root".')

createRoot(root).render(
  <StrictMode>
    <FaultBoundary>
      <QueryClientProvider client={createQueryClient()}>
        <AnnouncerProvider>
          <App />
        </AnnouncerProvider>
      </QueryClientProvider>
    </FaultBoundary>
  </StrictMode>,
)
