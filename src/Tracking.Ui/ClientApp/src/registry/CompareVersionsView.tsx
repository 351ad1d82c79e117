import { Link } from 'wouter'
import { useUrlState } from '../app/urlState'
import { Name } from '../ui/Name'
import { ErrorState, Message } from '../ui/states'
import { Comparison } from './Comparison'
import { useModel, useVersions } from './useModels'
import { chosenVersions, withAliases } from './versions'

/** Versions of a model beside each other: metrics, signature, params, data, files. Which ones is in the URL. */
export default function CompareVersionsView({ name }: { name: string }) {
  const { query, change } = useUrlState()
  const model = useModel(name)
  const found = useVersions(name)
  const versions = withAliases(found.data ?? [], model.data)
  const shown = chosenVersions(versions, query.get('a'), query.get('b'))
  if (found.isError) {
    return <ErrorState what="The versions could not be loaded." error={found.error} retry={found.refetch} />
  }
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <Link href="/models" className="hide-s">
            Models
          </Link>
          <span className="hide-s">/</span>
          <Link href={`/models/${encodeURIComponent(name)}`}>
            <Name text={name} />
          </Link>
          <span>/</span>
          <h1>Compare</h1>
        </div>
      </div>
      {found.isSuccess && versions.length < 2 && (
        <Message title="A comparison takes two versions.">
          <p className="sec">Register a second one; then this page shows in what they differ.</p>
        </Message>
      )}
      {shown.length > 1 && (
        <Comparison
          shown={shown}
          versions={versions}
          tags={model.data?.tags}
          all={query.get('diff') === '0'}
          onChange={change}
        />
      )}
    </>
  )
}
