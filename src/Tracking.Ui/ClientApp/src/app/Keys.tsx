export function Keys({ text }: { text: string }) {
  return (
    <span className="row" style={{ gap: 3 }}>
      {text.split(' ').map((key, i) => (
        <kbd key={i}>{key.length === 1 ? key.toUpperCase() : key.replace('+k', ' K').replace('+', ' ')}</kbd>
      ))}
    </span>
  )
}
