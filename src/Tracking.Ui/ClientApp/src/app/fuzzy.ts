export interface Match {
  text: string
  /** Indices of the letters that matched. */
  parts: number[]
  score: number
}

/** Whether the letters of the query come in the text in this order; starts of words count most. */
export function matchOf(query: string, text: string): Match | null {
  const letters = Array.from(text)
  const lower = letters.map((letter) => letter.toLowerCase())
  const wanted = Array.from(query.toLowerCase()).filter((letter) => letter.trim() !== '')
  const parts: number[] = []
  let score = 0
  let at = 0
  for (const letter of wanted) {
    const found = nextMatch(lower, letter, at, parts.at(-1))
    if (found < 0) return null
    score += found === (parts.at(-1) ?? -2) + 1 ? 2 : isWordStart(lower, found) ? 3 : -1
    parts.push(found)
    at = found + 1
  }
  return { text, parts, score: score - letters.length / 100 }
}

/** The letter that follows, or the one that begins a word, or any. */
function nextMatch(letters: string[], letter: string, from: number, last: number | undefined): number {
  if (last !== undefined && letters[last + 1] === letter) return last + 1
  for (let i = from; i < letters.length; i++) if (letters[i] === letter && isWordStart(letters, i)) return i
  return letters.indexOf(letter, from)
}

function isWordStart(letters: string[], i: number): boolean {
  return i === 0 || !/[\p{L}\p{N}]/u.test(letters[i - 1] ?? '')
}
