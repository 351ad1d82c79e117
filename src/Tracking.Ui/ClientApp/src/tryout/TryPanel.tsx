import { useState } from 'react'
import type { Endpoint, EndpointList } from '../api/endpoints'
import type { ModelVersion, RegisteredModel } from '../api/registry'
import { useCommands } from '../app/commands'
import { predictLine } from '../cli/lines'
import { serverAddress } from '../cli/server'
import { Button, Segmented } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { plural } from '../ui/text'
import { BesideChoice } from './beside/BesideChoice'
import { EndpointChoice } from './EndpointChoice'
import type { Hints } from './hints/hints'
import { PredictionRows } from './Results'
import { fieldNamedIn, hasCsv, type Sample } from './sample'
import { SampleEditor, type SampleView } from './SampleEditor'
import { TrySide } from './TrySide'
import { useScoring } from './useScoring'
import type { TryInput } from './useTryout'

interface TryPanelProps {
  version: ModelVersion
  model: RegisteredModel | undefined
  input: TryInput
  hints: Hints
  list: EndpointList
  endpoints: Endpoint[]
  modelUri: string
}

/** The form at the left, what the model says at the right. */
export function TryPanel({ version, model, input, hints, list, endpoints, modelUri }: TryPanelProps) {
  const { signature } = input
  const [sample, setSample] = useState(input.sample)
  const [view, setView] = useState<SampleView>(input.sample.kind === 'body' ? 'json' : 'form')
  const [edition, setEdition] = useState(0)
  const [problem, setProblem] = useState('')
  const [chosen, setChosen] = useState('')
  const [besideName, setBeside] = useState('')
  const endpoint = endpoints.find((one) => one.name === chosen) ?? endpoints[0]!
  const beside = list.endpoints.find((one) => one.name === besideName && one.name !== endpoint.name)
  const scoring = useScoring(signature, endpoint, beside)
  const names = signature.kind === 'none' ? [] : signature.fields.map((field) => field.name).filter(Boolean)
  const isOnField = view === 'form' && fieldNamedIn(scoring.refusal, names) !== null
  const run = async () => {
    if (problem === '') await scoring.run(sample)
  }
  useCommands([{ id: 'score', title: 'Score', group: 'Actions', keys: 'Ctrl+Enter', run: () => void run() }])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void run()
  }
  const restore = () => {
    setSample(input.sample)
    setProblem('')
    setEdition(edition + 1)
  }
  const { outcome } = scoring
  return (
    <div className="tryout" onKeyDown={onKeyDown}>
      <div className="inputs" tabIndex={0} role="region" aria-label="Inputs">
        <div className="blk" style={{ border: 0 }}>
          <h2>
            Inputs
            <span className="mut" style={{ fontWeight: 400 }}>
              {signature.kind === 'none' ? 'the model has no signature' : plural(signature.fields.length, 'input')}
            </span>
            <span className="end">
              <Views
                view={view}
                sample={sample}
                hasTable={hasCsv(signature)}
                isHeld={problem !== ''}
                onView={setView}
              />
            </span>
          </h2>
          {scoring.refusal && !isOnField && (
            <p className="bad" role="alert" style={{ marginBottom: 8 }}>
              {scoring.refusal}
            </p>
          )}
          <SampleEditor
            key={`${view} ${edition}`}
            view={view}
            signature={signature}
            sample={sample}
            hints={hints}
            refusal={scoring.refusal}
            onChange={(next) => {
              setSample(next)
              scoring.forgive()
            }}
            onProblem={setProblem}
          />
          {problem && (
            <p className="bad" role="alert">
              {problem}
            </p>
          )}
          <div className="row wrap" style={{ marginTop: 14 }}>
            <Button kind="primary" aria-busy={scoring.isBusy} disabled={problem !== ''} onClick={() => void run()}>
              Score <kbd>Ctrl Enter</kbd>
            </Button>
            {input.isExample && (
              <Button kind="quiet" onClick={restore}>
                Use the input example
              </Button>
            )}
            <span className="grow" />
            <EndpointChoice endpoints={endpoints} endpoint={endpoint} onChoose={setChosen} />
            <BesideChoice
              version={version}
              model={model}
              list={list}
              own={endpoint}
              chosen={besideName}
              onChoose={setBeside}
            />
          </div>
          {problem.includes('tracking predict') && <Snippet text={predictLine(serverAddress(), modelUri)} />}
        </div>
        {outcome && <PredictionRows {...outcome} />}
      </div>
      <div className="side" tabIndex={0} role="region" aria-label="Prediction">
        <TrySide outcome={outcome} sample={sample} signature={signature} endpoint={endpoint} />
      </div>
    </div>
  )
}

interface ViewsProps {
  view: SampleView
  sample: Sample
  hasTable: boolean
  isHeld: boolean
  onView: (view: SampleView) => void
}

/** A text that cannot be read holds its view, so that nothing typed is lost. */
function Views({ view, sample, hasTable, isHeld, onView }: ViewsProps) {
  const parts: (readonly [SampleView, string])[] = [
    ...(sample.kind === 'body' ? [] : [['form', 'Form'] as const]),
    ['json', 'JSON'],
    ...(hasTable && sample.kind !== 'body' ? [['csv', 'CSV'] as const] : []),
  ]
  return <Segmented label="Input as" value={view} parts={parts} onChange={(next) => !isHeld && onView(next)} />
}
