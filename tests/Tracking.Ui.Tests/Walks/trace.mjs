const categories = [
    'devtools.timeline',
    'disabled-by-default-devtools.timeline',
    'disabled-by-default-devtools.timeline.frame',
    '__metadata',
]

/** What Chromium's trace says of the page while something happens: frames that were drawn, and its longest task. */
export async function traced(page, act) {
    const session = await page.context().newCDPSession(page)
    const events = []
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value))
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: categories.join(',') })
    await act()
    await session.send('Tracing.end')
    await complete
    await session.detach()
    const main = new Set(
        events
            .filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain')
            .map((event) => `${event.pid} ${event.tid}`),
    )
    const tasks = events.filter((event) => event.name === 'RunTask' && main.has(`${event.pid} ${event.tid}`))
    const frames = events.filter((event) => event.name === 'DrawFrame').map((event) => event.ts / 1000)
    return { frames: frames.sort((a, b) => a - b), longestTask: Math.max(0, ...tasks.map((task) => (task.dur ?? 0) / 1000)) }
}

export function framesText({ frames, longestTask }) {
    if (frames.length < 2) return 'no frames in the trace'
    const gaps = frames.slice(1).map((time, i) => time - frames[i])
    const rate = Math.round((1000 * gaps.length) / (frames.at(-1) - frames[0]))
    return `${rate} frames/s, longest ${Math.round(Math.max(...gaps))} ms, longest task ${Math.round(longestTask)} ms`
}
