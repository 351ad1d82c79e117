interface FilterFieldProps {
  label: string
  text: string
  onChange: (text: string) => void
}

export function FilterField({ label, text, onChange }: FilterFieldProps) {
  return (
    <input
      className="in end"
      style={{ width: 180, height: 24, fontWeight: 400 }}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
