import { Icon } from './icons'

/** A checkbox of 14 px in a hit area of 24. */
export function Tick({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (isRange: boolean) => void
}) {
  return (
    <span className="tick" onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        tabIndex={-1}
        onChange={(event) => onChange((event.nativeEvent as MouseEvent).shiftKey)}
      />
      <i aria-hidden="true">
        <Icon name="check" size={12} />
      </i>
    </span>
  )
}
