import type { ModelVersion } from '../api/registry'
import { visible } from '../ui/text'
import { AliasChanges } from './AliasChanges'
import type { MovePlan } from './useMovePlan'
import { useModel } from './useModels'

/** From where to where, and what that changes. */
export function MovePlanText({ plan, alias, to }: { plan: MovePlan; alias: string; to: ModelVersion }) {
  const { from, before, after } = plan
  const { data: model } = useModel(to.model)
  const name = <span className="alias">@{visible(alias)}</span>
  if (plan.isThere) {
    return (
      <p>
        {name} is version {to.version} already.
      </p>
    )
  }
  return (
    <>
      <p>
        {name} {from ? `goes from version ${from.version}` : 'is new: it goes'} to version {to.version}. Whoever asks
        for it gets the new version from then on.
      </p>
      {plan.isLoading && <p className="mut">Comparing…</p>}
      {before && after && <AliasChanges from={before} to={after} fields={plan.fields} tags={model?.tags} />}
      <p className="mut">
        {from
          ? `It fails if @${visible(alias)} is no longer version ${from.version} by then.`
          : `It fails if there is a @${visible(alias)} by then.`}
      </p>
    </>
  )
}
