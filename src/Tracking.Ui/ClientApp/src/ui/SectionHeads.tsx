interface Section {
  title: string
  rows: readonly unknown[]
}

/** The first row of a table whose columns are the facts of sections: a title with its number over each. */
export function SectionHeads({ of, sections }: { of: string; sections: readonly Section[] }) {
  return (
    <tr>
      <th className="section-name">
        <span className="hidden-text">{of}</span>
      </th>
      {sections.map(({ title, rows }) => (
        <th key={title} scope="colgroup" colSpan={rows.length} className="section-name">
          {title} <span className="mut">{rows.length}</span>
        </th>
      ))}
    </tr>
  )
}
