/** What a page takes that does the same with nothing but the browser: the measure of ours. */

/** All runs of an experiment in a table without any style; gives milliseconds from the first request to the screen. */
export const plainTable = (page, experiment) =>
    page.evaluate(async (id) => {
        const begun = performance.now()
        const found = []
        let token
        do {
            const answer = await fetch('ajax-api/2.0/mlflow/runs/search', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ experiment_ids: [id], max_results: 2000, page_token: token }),
            })
            const pageOfRuns = await answer.json()
            found.push(...pageOfRuns.runs)
            token = pageOfRuns.next_page_token
        } while (token)
        const rows = document.createElement('table')
        for (const run of found) {
            const row = rows.insertRow()
            const values = [
                run.info.run_name,
                ...run.data.metrics.map((m) => m.value),
                ...run.data.params.map((p) => p.value),
            ]
            for (const value of values) row.insertCell().textContent = value
        }
        const place = document.createElement('div')
        place.id = 'plain'
        place.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:99'
        place.append(rows)
        document.body.replaceChildren(place)
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return performance.now() - begun
    }, experiment)

/** The same lines on a bare canvas, point by point from MLflow's route; milliseconds to the screen. */
export const plainLines = (page, experiment) =>
    page.evaluate(async (id) => {
        const begun = performance.now()
        const json = async (path, init) => (await fetch(`ajax-api/2.0/mlflow/${path}`, init)).json()
        const { runs } = await json('runs/search', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ experiment_ids: [id], max_results: 100 }),
        })
        const query = new URLSearchParams([
            ...runs.map((run) => ['run_ids', run.info.run_id]),
            ['metric_key', 'loss'],
            ['max_results', '400'],
        ])
        const { metrics } = await json(`metrics/get-history-bulk-interval?${query}`)
        const canvas = document.createElement('canvas')
        canvas.width = innerWidth
        canvas.height = 400
        document.body.replaceChildren(canvas)
        const pen = canvas.getContext('2d')
        const last = Math.max(...metrics.map((point) => point.step))
        let run
        for (const point of metrics) {
            const [x, y] = [(point.step / last) * canvas.width, 200 - point.value * 180]
            if (point.run_id === run) pen.lineTo(x, y)
            else {
                pen.stroke()
                pen.beginPath()
                pen.moveTo(x, y)
            }
            run = point.run_id
        }
        pen.stroke()
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return performance.now() - begun
    }, experiment)
