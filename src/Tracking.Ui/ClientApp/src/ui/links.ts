const schemes = new Set(['http:', 'https:', 'mailto:'])

/** The address if following it cannot run anything; null otherwise. */
export function safeLink(address: string): string | null {
  try {
    return schemes.has(new URL(address, 'https://relative.invalid').protocol) ? address : null
  } catch {
    return null
  }
}
