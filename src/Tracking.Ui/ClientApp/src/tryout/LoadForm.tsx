import { useState } from 'react'
import { Button } from '../ui/Button'

const limits = {
  connections: { title: 'Connections', from: 1, to: 64, standard: 8 },
  seconds: { title: 'Seconds', from: 1, to: 30, standard: 10 },
  rows_per_request: { title: 'Rows per request', from: 1, to: 1000, standard: 1 },
} as const

type Key = keyof typeof limits

const keys = Object.keys(limits) as Key[]

interface LoadFormProps {
  isRunning: boolean
  onStart: (plan: Record<Key, number>) => void
}

export function LoadForm({ isRunning, onStart }: LoadFormProps) {
  const [texts, setTexts] = useState<Record<Key, string>>({
    connections: String(limits.connections.standard),
    seconds: String(limits.seconds.standard),
    rows_per_request: String(limits.rows_per_request.standard),
  })
  const isWrong = (key: Key) => {
    const value = Number(texts[key])
    return !Number.isInteger(value) || value < limits[key].from || value > limits[key].to
  }
  const submit = (event: React.SyntheticEvent) => {
    event.preventDefault()
    if (keys.some(isWrong)) return
    onStart({
      connections: Number(texts.connections),
      seconds: Number(texts.seconds),
      rows_per_request: Number(texts.rows_per_request),
    })
  }
  return (
    <form className="load-form" onSubmit={submit}>
      {keys.map((key) => (
        <label key={key} className="field">
          <span>{limits[key].title}</span>
          <input
            className={`in${isWrong(key) ? ' err' : ''}`}
            inputMode="numeric"
            value={texts[key]}
            aria-invalid={isWrong(key)}
            onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
          />
          <span className={`hint${isWrong(key) ? ' bad' : ''}`}>
            {limits[key].from} to {limits[key].to}
          </span>
        </label>
      ))}
      <Button kind="primary" type="submit" disabled={isRunning} style={{ marginBottom: 20 }}>
        {isRunning ? 'Running' : 'Start'}
      </Button>
    </form>
  )
}
