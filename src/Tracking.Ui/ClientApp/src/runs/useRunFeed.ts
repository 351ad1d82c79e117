import { useEffect, useState, useSyncExternalStore } from 'react'
import type { RunQuery } from '../api/runs'
import { RunFeed, type FeedState } from './runFeed'

const refreshMilliseconds = 5000
const typingMilliseconds = 250

/** The runs of a query, kept up to date while the page is visible. */
export function useRunFeed(query: RunQuery, takeNew: () => boolean): { feed: RunFeed; state: FeedState } {
  const [feed] = useState(() => new RunFeed())
  const state = useSyncExternalStore(feed.subscribe, feed.current)
  const key = JSON.stringify(query)
  useEffect(() => {
    // Once something is there, each stroke of a key would else be a request.
    const wait = feed.current().updated > 0 ? typingMilliseconds : 0
    const timer = setTimeout(() => void feed.load(JSON.parse(key) as RunQuery), wait)
    return () => clearTimeout(timer)
  }, [feed, key])
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void feed.refresh(takeNew())
    }, refreshMilliseconds)
    return () => clearInterval(timer)
  }, [feed, takeNew])
  return { feed, state }
}
