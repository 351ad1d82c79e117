import { useMemo } from 'react'
import { numberText, visible } from '../../ui/text'
import { predictionsOf, shortText } from '../predictions'
import { headText, isLong } from '../tensorText'
import { differencesOf, verdictOf, type Difference } from './differences'

/** What an endpoint said, or why it said nothing. */
export type Answer = { answer: unknown; milliseconds: number | undefined } | { problem: string }

interface BesideResultProps {
  own: unknown
  ownTitle: string
  other: Answer
  otherTitle: string
  asked: number | undefined
}

const shownMax = 200

/** The same rows on another endpoint, and in what the answers differ. */
export function BesideResult({ own, ownTitle, other, otherTitle, asked }: BesideResultProps) {
  const answer = 'answer' in other ? other.answer : undefined
  const found = useMemo(
    () => differencesOf(predictionsOf(own, asked), predictionsOf(answer, asked)),
    [own, answer, asked],
  )
  if ('problem' in other) {
    return (
      <p className="bad" role="alert">
        {visible(otherTitle)} did not score it: {visible(other.problem)}
      </p>
    )
  }
  if (found.mismatch) return <p className="warn">{found.mismatch}</p>
  const isOne = found.rows === 1
  const listed = isOne ? found.list : found.list.filter((one) => one.differs)
  return (
    <>
      <p role="status">{verdictOf(found, (value) => numberText(value, 3))}</p>
      {listed.length > 0 && (
        <div className="scroll" style={{ maxHeight: 320 }} tabIndex={0} role="region" aria-label="Differences">
          <table className="plain differs">
            <thead>
              <tr>
                <th>{isOne ? 'Output' : 'Row and output'}</th>
                <th className="num ell" title={visible(ownTitle)}>
                  {visible(ownTitle)}
                </th>
                <th className="num ell" title={visible(otherTitle)}>
                  {visible(otherTitle)}
                </th>
                <th className="num">Difference</th>
              </tr>
            </thead>
            <tbody>
              {listed.slice(0, shownMax).map((one) => (
                <Line key={`${one.row} ${one.column}`} one={one} isOne={isOne} />
              ))}
            </tbody>
          </table>
          {listed.length > shownMax && <p className="mut">{listed.length - shownMax} more differ.</p>}
        </div>
      )}
    </>
  )
}

const cell = (value: unknown) => {
  if (value === undefined) return '–'
  return typeof value === 'number' ? numberText(value, 6) : visible(isLong(value) ? headText(value) : shortText(value))
}

function Line({ one, isOne }: { one: Difference; isOne: boolean }) {
  const delta = one.delta === null || one.delta === 0 ? '' : `${one.delta > 0 ? '+' : ''}${numberText(one.delta, 3)}`
  return (
    <tr>
      <td>
        {!isOne && <span className="mut">{one.row + 1} </span>}
        <bdi>{visible(one.column)}</bdi>
      </td>
      <td className="num ell" title={cell(one.a)}>
        {cell(one.a)}
      </td>
      <td className={`num ell${one.differs ? '' : ' mut'}`} title={cell(one.b)}>
        {cell(one.b)}
      </td>
      <td className="num">{one.differs ? delta || 'differs' : <span className="mut">the same</span>}</td>
    </tr>
  )
}
