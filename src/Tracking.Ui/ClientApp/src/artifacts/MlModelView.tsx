import { useMemo } from 'react'
import type { FilePlace } from '../api/artifacts'
import { messageOf } from '../api/client'
import { mlModelOf } from '../registry/mlModel'
import { SignatureTables } from '../registry/SignatureTables'
import { Snippets } from '../ui/states'
import { Value } from '../ui/Name'
import { bytesText, visible } from '../ui/text'
import { serverAddress } from '../cli/server'
import { modelUses } from '../snippets/snippets'

/** What an MLmodel file says: how the model is loaded, what goes in and out, and how to use it. */
export default function MlModelView({ text, place, path }: { text: string; place: FilePlace; path: string }) {
  const read = useMemo(() => {
    try {
      return { model: mlModelOf(text) }
    } catch (error) {
      return { problem: messageOf(error) }
    }
  }, [text])
  if (!read.model) return <p className="blk bad">This is no MLmodel file: {visible(read.problem)}</p>
  const { model } = read
  const uri = place.uri(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  return (
    <>
      <SignatureTables model={model} problem={null} isMissing={false} />
      <div className="blk">
        <h2>Flavors</h2>
        <dl className="kv">
          {Object.entries(model.flavorFacts).map(([flavor, facts]) => (
            <div key={flavor} style={{ display: 'contents' }}>
              <dt title={visible(flavor)}>{visible(flavor)}</dt>
              <dd className="mono">
                <Value text={facts} />
              </dd>
            </div>
          ))}
          {model.bytes !== undefined && (
            <>
              <dt>Size</dt>
              <dd>{bytesText(model.bytes)}</dd>
            </>
          )}
        </dl>
      </div>
      {uri && (
        <div className="blk">
          <h2>Use it</h2>
          <Snippets texts={modelUses(serverAddress(), uri)} />
        </div>
      )}
    </>
  )
}
