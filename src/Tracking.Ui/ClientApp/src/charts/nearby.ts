import { useEffect, useState } from 'react'

/** Within 400 px of the screen; far charts free their canvas. */
export function useIsNear(cell: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '400px',
    })
    observer.observe(cell.current!)
    return () => observer.disconnect()
  }, [cell])
  return isNear
}
