/** What a walk needs of the REST API to make its data. */
export class Api {
    constructor(server) {
        this.root = new URL('api/2.0/mlflow/', server).href
    }

    async post(path, body) {
        const answer = await fetch(this.root + path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
        })
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
        return answer.json()
    }

    async tagsOf(experiment) {
        const answer = await fetch(`${this.root}experiments/get?experiment_id=${experiment}`)
        if (!answer.ok) throw new Error(`experiments/get: ${await answer.text()}`)
        return (await answer.json()).experiment.tags ?? []
    }

    async experiment(name, tags = {}) {
        return (await this.post('experiments/create', { name, tags: listOf(tags) })).experiment_id
    }

    /** Gives the id. Metrics are numbers, or lists of values that become steps 0, 1, 2 and so on. */
    async run(
        experiment,
        { name, params = {}, metrics = {}, tags = {}, start = 1_700_000_000_000, end = start + 90_000 },
    ) {
        const { run } = await this.post('runs/create', {
            experiment_id: experiment,
            run_name: name,
            start_time: start,
            tags: listOf(tags),
        })
        const id = run.info.run_id
        const points = Object.entries(metrics).flatMap(([key, values]) =>
            [values].flat().map((value, step) => ({ key, value, step, timestamp: start + step * 1000 })),
        )
        for (let i = 0; i === 0 || i < points.length; i += 900) {
            await this.post('runs/log-batch', {
                run_id: id,
                params: i === 0 ? listOf(params) : [],
                metrics: points.slice(i, i + 900),
            })
        }
        if (end) await this.post('runs/update', { run_id: id, status: 'FINISHED', end_time: end })
        return id
    }

    /** Spans name their parent by its place and have times in milliseconds. Gives the id of the trace. */
    async trace(experiment, run, spans) {
        const traceId = '0af7651916cd43dd8448eb211c80319c'
        const nano = (ms) => `${1_700_000_000_000 + ms}000000`
        const text = (key, value) => (value ? [{ key, value: { stringValue: value } }] : [])
        const wire = spans.map(({ name, parent, from, to, inputs, outputs, problem }, i) => ({
            traceId,
            spanId: `00f067aa0ba9020${i}`,
            ...(parent !== undefined && { parentSpanId: `00f067aa0ba9020${parent}` }),
            name,
            kind: 1,
            startTimeUnixNano: nano(from),
            endTimeUnixNano: nano(to),
            attributes: [...text('mlflow.spanInputs', inputs), ...text('mlflow.spanOutputs', outputs)],
            status: problem ? { code: 2, message: problem } : { code: i === 0 ? 2 : 1 },
        }))
        const answer = await fetch(new URL('../../../v1/traces', this.root), {
            method: 'POST',
            headers: {
                'Content-Type': 'application/json',
                'x-mlflow-experiment-id': experiment,
                'x-mlflow-run-id': run,
            },
            body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: wire }] }] }),
        })
        if (!answer.ok) throw new Error(`traces: ${await answer.text()}`)
        return `tr-${traceId}`
    }

    async upload(run, path, content) {
        const query = new URLSearchParams({ run_id: run, path })
        const answer = await fetch(`${this.root.replace('/api/', '/ajax-api/')}upload-artifact?${query}`, {
            method: 'POST',
            body: content,
        })
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    }
}

const listOf = (record) => Object.entries(record).map(([key, value]) => ({ key, value: String(value) }))

/** Names that break what trusts names. */
export const hostile = {
    script: '<script>window.ran = 1</script><img src=x onerror="window.ran = 1">',
    rtl: '\u202Eتجربة التعرف على الكلام',
    long: 'x'.repeat(490) + '-the-end',
    emoji: '👩‍🔬🧪 emoji 🇳🇱',
    path: '../../etc/passwd',
}
