const comparison = /(=|<|>|\blike\b|\bilike\b|\bin\b|\bis\b|\bbetween\b)/i

/** What the server is asked for: an expression as it stands, anything else as a part of the name. */
export function filterOf(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || comparison.test(trimmed)) return trimmed
  return `name ILIKE '%${trimmed.replaceAll("'", "''")}%'`
}
