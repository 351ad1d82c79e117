import { useState } from 'react'
import { messageOf } from '../api/client'
import { setModelTag, type ModelVersion } from '../api/registry'
import { useCommands } from '../app/commands'
import { toast } from '../app/toasts'
import type { Goal } from '../runs/goals'
import { Button } from '../ui/Button'
import { LoadingLine, Message } from '../ui/states'
import { CompareByRow } from './CompareByRow'
import { CompareByVersion } from './CompareByVersion'
import { goalOf, goalTag } from './goalTags'
import { useModelsChanged } from './useModels'
import { useVersionFacts } from './useVersionFacts'
import { comparedVersions } from './versionComparison'
import { canDigest } from './versionDigests'
import { rebased, titleOf, without } from './versions'

interface ComparisonProps {
  /** The baseline first. */
  shown: ModelVersion[]
  versions: ModelVersion[]
  /** Of the registered model. */
  tags: Record<string, string> | undefined
  /** Whether what is the same is shown too. */
  all: boolean
  /** Only the baseline can be chosen. */
  isFixed?: boolean
  onChange: (patch: Record<string, string | null>) => void
}

/** From so many on versions are rows: more columns than that are not read side by side. */
const transposedFrom = 9
const shownMax = 50

export function Comparison({ shown, versions, tags, all, onChange, isFixed = false }: ComparisonProps) {
  const [withDigests, setDigests] = useState(false)
  const { facts, isLoading, loaded, problem } = useVersionFacts(shown, withDigests)
  const changed = useModelsChanged()
  const toggle = () => onChange({ diff: all ? null : '0' })
  useCommands([{ id: 'differences', title: 'Only differences', group: 'View', keys: 'd', run: toggle }])
  const sections = comparedVersions(facts, !all)
  const [base, ...others] = shown
  const rest = versions.filter((one) => !shown.includes(one))
  const choose = (numbers: string[]) => onChange({ b: numbers.join(',') })
  const numbers = others.map((one) => one.version)
  const goal = (metric: string) => goalOf(metric, tags)
  const changeGoal = (metric: string, next: Goal | null) =>
    void setModelTag(base!.model, goalTag(metric), next ?? 'none')
      .then(changed)
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  const common = {
    sections,
    shown,
    goal,
    onGoal: changeGoal,
    onBase: (number: string) => onChange(isFixed ? { a: number } : rebased(shown, number)),
    onRemove: (number: string) => onChange(without(shown, number)),
  }
  return (
    <section className="pane grow" aria-label="Comparison">
      <div className="ctools">
        <label className="check">
          <input type="checkbox" className="box" checked={!all} onChange={toggle} />
          Only differences <kbd>D</kbd>
        </label>
        {!isFixed && rest.length > 0 && shown.length < shownMax && (
          <>
            <select
              className="in"
              style={{ width: 'auto' }}
              aria-label="Add a version"
              value=""
              onChange={(event) => choose([...numbers, event.target.value])}
            >
              <option value="">Add a version</option>
              {rest.map((one) => (
                <option key={one.version} value={one.version}>
                  {titleOf(one)}
                </option>
              ))}
            </select>
            <Button
              kind="quiet"
              onClick={() => choose([...numbers, ...rest.map((one) => one.version)].slice(0, shownMax - 1))}
            >
              Add all
            </Button>
          </>
        )}
        {canDigest() && !withDigests && (
          <Button kind="quiet" onClick={() => setDigests(true)}>
            Digests of files
          </Button>
        )}
        {withDigests && isLoading && (
          <span className="mut" role="status">
            Files of {loaded} of {shown.length} versions read
          </span>
        )}
        {problem && <span className="warn ell">Files: {messageOf(problem)}</span>}
      </div>
      <LoadingLine active={isLoading} part={loaded / shown.length} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Table of differences">
        {shown.length >= transposedFrom ? (
          <CompareByVersion {...common} />
        ) : (
          <CompareByRow
            {...common}
            versions={versions}
            isFixed={isFixed}
            onOther={(place, number) => choose(numbers.map((one, i) => (i === place ? number : one)))}
          />
        )}
        {sections.length === 0 && !isLoading && (
          <Message title="These versions do not differ in anything that is known of them." />
        )}
      </div>
    </section>
  )
}
