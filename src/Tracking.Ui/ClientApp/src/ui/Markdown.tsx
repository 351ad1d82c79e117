import { marked, type Token, type Tokens } from 'marked'
import { createElement, Fragment, type ReactNode } from 'react'
import { safeLink } from './links'

/** Markdown as elements: HTML in it stays text, and links lead to http, https and mail only. */
export default function Markdown({ text }: { text: string }) {
  return <div className="markdown">{blocks(marked.lexer(text))}</div>
}

function blocks(tokens: Token[] | undefined): ReactNode {
  return (tokens ?? []).map((token, i) => <Fragment key={i}>{block(token as Tokens.Generic)}</Fragment>)
}

function block(token: Tokens.Generic): ReactNode {
  switch (token.type) {
    case 'heading':
      return createElement(`h${Math.min(6, (token.depth as number) + 2)}`, null, blocks(token.tokens))
    case 'paragraph':
      return <p>{blocks(token.tokens)}</p>
    case 'list':
      return createElement(token.ordered ? 'ol' : 'ul', null, blocks(token.items as Token[]))
    case 'list_item':
      return <li>{blocks(token.tokens)}</li>
    case 'blockquote':
      return <blockquote>{blocks(token.tokens)}</blockquote>
    case 'code':
      return <pre className="code">{token.text as string}</pre>
    case 'hr':
      return <hr />
    case 'table':
      return table(token as unknown as Tokens.Table)
    default:
      return inline(token)
  }
}

function inline(token: Tokens.Generic): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{blocks(token.tokens)}</strong>
    case 'em':
      return <em>{blocks(token.tokens)}</em>
    case 'del':
      return <del>{blocks(token.tokens)}</del>
    case 'codespan':
      return <code className="mono">{token.text as string}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token)
    case 'escape':
      return token.text as string
    case 'text':
      return token.tokens ? blocks(token.tokens) : unescaped(token.text as string)
    case 'space':
    case 'def':
      return null
    default:
      // HTML, images and what is new: as it was written.
      return token.raw
  }
}

function link(token: Tokens.Generic): ReactNode {
  const address = safeLink(token.href as string)
  return address ? (
    <a className="link" href={address} rel="noreferrer noopener" target="_blank">
      {blocks(token.tokens)}
    </a>
  ) : (
    token.raw
  )
}

function table(token: Tokens.Table): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {token.header.map((cell, i) => (
            <th key={i}>{blocks(cell.tokens)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {token.rows.map((row, i) => (
          <tr key={i}>
            {row.map((cell, j) => (
              <td key={j}>{blocks(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
