import { useUrlState } from '../app/urlState'
import { Comparison } from '../registry/Comparison'
import { useVersions } from '../registry/useModels'
import { withAliases } from '../registry/versions'
import { ErrorState, Message } from '../ui/states'
import type { VersionTabProps } from './tabs'

/** The version beside another of its model: the one before it, or the one that the URL names. */
export default function CompareTab({ version, model }: VersionTabProps) {
  const { query, change } = useUrlState()
  const found = useVersions(version.model)
  if (found.isError) {
    return <ErrorState what="The versions could not be loaded." error={found.error} retry={found.refetch} />
  }
  const versions = withAliases(found.data ?? [], model)
  const others = versions.filter((one) => one.version !== version.version)
  const before = others.find((one) => Number(one.version) < Number(version.version))
  const other = others.find((one) => one.version === query.get('with')) ?? before ?? others[0]
  const shown = versions.find((one) => one.version === version.version)
  if (!other || !shown) {
    return found.isSuccess ? <Message title="There is no other version to compare with." /> : null
  }
  return (
    <Comparison
      shown={[other, shown]}
      versions={versions}
      tags={model?.tags}
      all={query.get('diff') === '0'}
      onChange={({ a, ...rest }) => change({ ...rest, ...(a !== undefined && { with: a }) })}
      isFixed
    />
  )
}
