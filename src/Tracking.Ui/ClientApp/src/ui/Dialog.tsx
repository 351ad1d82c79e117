import { lazy, Suspense, type ReactNode } from 'react'
import { loadDialogs } from './overlays'

export interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
  /** Enter in a field does this. */
  onSubmit?: () => unknown
}

const OpenDialog = lazy(loadDialogs)

/** Open as long as it is in the page. */
export const Dialog = (props: DialogProps) => (
  <Suspense fallback={null}>
    <OpenDialog {...props} />
  </Suspense>
)
