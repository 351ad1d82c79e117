import { safeLink } from '../ui/links'

/** The page of a repository; null where its address leads to no page. */
export function repositoryPage(url: string): string | null {
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)(?::\d+)?[:/](.+)$/.exec(url)
  const page = (ssh ? `https://${ssh[1]!}/${ssh[2]!}` : url).replace(/\.git\/?$/, '').replace(/\/$/, '')
  return /^https?:\/\/[^/@]+\/./.test(page) ? safeLink(page) : null
}

/** The page of a commit, as the large hosts lay theirs out. */
export function commitPage(url: string, commit: string): string | null {
  const page = repositoryPage(url)
  if (!page || !/^[0-9a-f]{7,64}$/i.test(commit)) return null
  const host = new URL(page).hostname
  if (host.includes('gitlab')) return `${page}/-/commit/${commit}`
  if (host.includes('bitbucket')) return `${page}/commits/${commit}`
  return `${page}/commit/${commit}`
}
