import { useState, type ReactNode } from 'react'

interface FileDropProps {
  className?: string
  onFile: (file: File | undefined) => void
  children: ReactNode
}

/** A place that takes a dropped file, and shows it while one is held above. */
export function FileDrop({ className = '', onFile, children }: FileDropProps) {
  const [isOver, setOver] = useState(false)
  return (
    <div
      className={`drop ${className}${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFile(event.dataTransfer.files[0])
      }}
    >
      {children}
    </div>
  )
}
