import { Button } from '../ui/Button'

interface ComparedActsProps {
  /** As it is called in words. */
  name: string
  isBase: boolean
  onBase: () => void
  onRemove: () => void
}

/** What can be done with one of those that are compared. */
export function ComparedActs({ name, isBase, onBase, onRemove }: ComparedActsProps) {
  return (
    <span className="row">
      <Button kind="small quiet" aria-pressed={isBase} onClick={onBase}>
        {isBase ? 'Baseline' : 'Make baseline'}
      </Button>
      <Button kind="small quiet" icon="close" label={`Leave out ${name}`} onClick={onRemove} />
    </span>
  )
}
