import { useState } from 'react'
import { score, type Endpoint, type Scored } from '../api/endpoints'
import { messageOf } from '../api/client'
import type { Answer } from './beside/BesideResult'
import { bodyOf, rowCount, type Row, type Sample } from './sample'
import type { InputSignature } from './signature'

export interface Outcome extends Scored {
  rows: Row[]
  asked: number | undefined
  endpoint: Endpoint
  beside?: { endpoint: Endpoint; answer: Answer }
}

/** Scores samples, with a second endpoint beside the first where there is one. */
export function useScoring(signature: InputSignature, endpoint: Endpoint, beside: Endpoint | undefined) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [refusal, setRefusal] = useState('')
  const [isBusy, setBusy] = useState(false)
  const run = async (sample: Sample) => {
    if (isBusy) return
    setBusy(true)
    setRefusal('')
    const body = bodyOf(sample, signature)
    const [own, other] = await Promise.all([attempt(endpoint, body), beside && attempt(beside, body)])
    setBusy(false)
    if ('problem' in own) {
      setRefusal(own.problem)
      return
    }
    const rows = sample.kind === 'rows' ? sample.rows : []
    setOutcome({
      ...own,
      rows,
      asked: rowCount(sample),
      endpoint,
      ...(beside && other && { beside: { endpoint: beside, answer: other } }),
    })
  }
  return { outcome, refusal, isBusy, run, forgive: () => setRefusal('') }
}

async function attempt(endpoint: Endpoint, body: string): Promise<Scored | { problem: string }> {
  try {
    return await score(endpoint.name, body)
  } catch (error) {
    return { problem: messageOf(error) }
  }
}
