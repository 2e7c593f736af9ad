/** Says so where the page can't be shown, rather than leaving it blank. The error is on the console. */
import { Component, type ReactNode } from 'react'
import { asProblem, type Problem } from '../api/problem.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

export interface FaultBoundaryProps {
  children: ReactNode
}

interface FaultBoundaryState {
  problem: Problem | null
}

/** A class, since React has no hook for it. */
export class FaultBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  static getDerivedStateFromError(error: unknown): FaultBoundaryState {
    return { problem: asProblem(error) }
  }

  override state: FaultBoundaryState = { problem: null }

  override render(): ReactNode {
    const { problem } = this.state
    if (!problem) return this.props.children
    return (
      <main className="page">
        <ProblemNotice
          problem={problem}
          onRetry={() => window.location.reload()}
          retryWords="Load the page again"
        />
      </main>
    )
  }
}
