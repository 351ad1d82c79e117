import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { artifacts: { theme: 'dark' }, traces: { theme: 'dark' } }

/** Everything that a run logged; the note and the tags are changed by keyboard; a running run updates itself. */
export async function overview({ page, api, accessible }) {
    const experiment = await api.experiment('one')
    const parent = await api.run(experiment, { name: 'parent' })
    const id = await api.run(experiment, {
        name: 'child',
        params: { lr: '0.0003', empty: 'x' },
        metrics: { 'val/loss': [2, 1, 0.5], acc: 'NaN' },
        tags: { 'mlflow.parentRunId': parent, 'mlflow.source.git.commit': 'abcdef0123456789', team: 'vision' },
        end: 0,
    })
    await api.post('runs/log-inputs', {
        run_id: id,
        datasets: [
            {
                tags: [{ key: 'mlflow.data.context', value: 'training' }],
                dataset: {
                    name: 'rows',
                    digest: 'd1',
                    source_type: 'local',
                    source: '/x',
                    schema: '{"mlflow_colspec":[{"type":"long","name":"age","required":true}]}',
                    profile: '{"num_rows":3}',
                },
            },
        ],
    })
    await page.goto(`runs/${id}`)
    await page.getByRole('heading', { name: 'child' }).waitFor()
    await shows(page, '0.0003')
    await shows(page, 'abcdef012345')
    await page.locator('.head .sec', { hasText: 'Running' }).waitFor()
    await accessible('overview')
    await api.post('runs/log-batch', { run_id: id, metrics: [{ key: 'later', value: 42.5, step: 1, timestamp: 1 }] })
    await page.getByRole('cell', { name: 'later' }).waitFor()
    await page.keyboard.press('e')
    await page.getByLabel('Markdown').fill('**Bold** claim')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.markdown strong').waitFor()
    await page.keyboard.press('t')
    await page.getByRole('button', { name: 'Remove tag team' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('team=vision').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /rows/ }).click()
    await page.getByRole('row', { name: /age.*long/ }).waitFor()
    await page.getByRole('row', { name: /num_rows.*3/ }).waitFor()
    await accessible('a dataset')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: parent.slice(0, 8) }).click()
    await page.getByRole('heading', { name: 'parent' }).waitFor()
    await page.getByRole('link', { name: 'child' }).waitFor()
    await page.getByRole('button', { name: 'Unfold' }).click()
    await shows(page, 'No children.')
    await accessible('the tree of children')
}

export async function charts({ page, api, accessible }) {
    const experiment = await api.experiment('one')
    const id = await api.run(experiment, { name: 'lines', metrics: { 'val/loss': [2, 1], 'system/cpu': [1, 2] } })
    await page.goto(`runs/${id}/charts`)
    await page.getByRole('article', { name: 'val/loss' }).locator('canvas').waitFor()
    assert.equal(await page.getByRole('article', { name: 'system/cpu' }).count(), 0)
    await page.getByRole('link', { name: 'System' }).click()
    await page.getByRole('article', { name: 'system/cpu' }).locator('canvas').waitFor()
    await accessible('system metrics')
}

/** Files are shown as what they are, and what is in them never runs. */
export async function artifacts({ page, api, accessible }) {
    const experiment = await api.experiment('files')
    const id = await api.run(experiment, { name: 'files' })
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    await api.upload(id, 'page.html', `<h1>Report</h1>${hostile.script}<script>parent.ran = 1; top.ran = 1</script>`)
    await api.upload(id, 'notes.md', `# Notes\n\n${hostile.script}`)
    await api.upload(id, 'table.csv', 'name,score\n"a,b",1\nc,2\n')
    await api.upload(id, 'data/config.json', '{"a":{"b":[1,2]}}')
    await api.upload(id, 'dot.png', Buffer.from(dot, 'base64'))
    await api.upload(
        id,
        'evil.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran=1"><script>top.ran=1</script></svg>',
    )
    await api.upload(id, 'weights.bin', Buffer.from([0x41, 0, 1]))
    await page.goto(`runs/${id}/artifacts`)
    const choose = (name) => page.locator('.b.file', { hasText: name }).click()
    await choose('page.html')
    await page.frameLocator('iframe').getByRole('heading', { name: 'Report' }).waitFor()
    await choose('notes.md')
    await page.locator('.markdown h3').waitFor()
    await choose('table.csv')
    await page.getByRole('cell', { name: 'a,b' }).waitFor()
    await accessible('a table')
    await choose('data')
    await choose('config.json')
    await page.getByRole('treeitem', { name: 'b: [2]' }).waitFor()
    assert.match(page.url(), /artifacts\/data\/config\.json$/)
    await page.reload()
    await page.getByRole('treeitem', { name: 'b: [2]' }).waitFor()
    await choose('dot.png')
    await eventually('the image', () => page.locator('img.media').evaluate((image) => image.naturalWidth === 1))
    await choose('evil.svg')
    await page.locator('img.media[alt="evil.svg"]').waitFor()
    await choose('weights.bin')
    await shows(page, '00000000  41 00 01')
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download', exact: true }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'weights.bin')
}

/** A run that is not there says so, with what the server said. */
export async function missing({ page, accessible }) {
    await page.goto('runs/00000000000000000000000000000000')
    await shows(page, 'The run could not be loaded.')
    await shows(page, 'RESOURCE_DOES_NOT_EXIST')
    await accessible('an error')
}

/** A model of the run becomes a version; the smallest and largest values stand beside the last. */
export async function register({ page, api, accessible }) {
    const experiment = await api.experiment('one')
    const id = await api.run(experiment, { name: 'trained', metrics: { loss: [3.5, 0.25, 0.75] } })
    await api.upload(id, 'model/MLmodel', 'flavors: {}\n')
    await page.goto(`runs/${id}`)
    await page.getByRole('row', { name: /loss.*0\.75.*0\.25.*3\.5/ }).waitFor()
    await page.getByRole('link', { name: 'model', exact: true }).waitFor()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Registered model').fill('churn')
    await dialog.getByText(`tracking models register --model-uri=runs:/${id}/model --name=churn`).waitFor()
    await accessible('registering')
    await page.keyboard.press('Enter')
    await page.waitForURL(/models\/churn\/1$/)
    await page.getByRole('heading', { name: 'Version 1' }).waitFor()
}

/** What a run printed is shown, found in, and followed while it runs. */
export async function logs({ page, api, accessible }) {
    const experiment = await api.experiment('one')
    const id = await api.run(experiment, { name: 'talks', end: 0 })
    await page.goto(`runs/${id}/logs`)
    await shows(page, 'This run kept no logs.')
    await api.upload(id, 'project/output.log', `first line\n\u001b[31mred\u001b[0m ${hostile.script}\n`)
    await shows(page, `red ${hostile.script}`)
    await api.upload(id, 'project/output.log', 'first line\nsecond line\nthird\n')
    await shows(page, 'second line')
    await accessible('a log')
    await page.getByLabel('Filter lines').fill('THIRD')
    await page.getByText('second line').waitFor({ state: 'detached' })
    await shows(page, '1 line')
}

/** Traces of a run: the list, the tree of spans over time, what the chosen span took and gave. */
export async function traces({ page, api, accessible }) {
    const experiment = await api.experiment('chat')
    const run = await api.run(experiment, { name: 'chatty' })
    await page.goto(`runs/${run}/traces`)
    await shows(page, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
    const trace = await api.trace(experiment, run, [
        { name: 'answer', from: 0, to: 120, inputs: '{"question":"why?"}' },
        { name: 'retrieve', parent: 0, from: 5, to: 40 },
        { name: 'llm', parent: 0, from: 45, to: 110, problem: 'rate limited', outputs: hostile.script },
    ])
    await page.reload()
    await page.locator(`a[href$="/trace/${trace}"]`).click()
    const tree = page.getByRole('region', { name: 'Tree of spans' })
    await tree.getByRole('button', { name: 'retrieve' }).waitFor()
    await shows(page, '"question": "why?"')
    await accessible('a trace')
    await page.keyboard.press('j')
    await tree.locator('[aria-current=true]', { hasText: 'retrieve' }).waitFor()
    await page.keyboard.press('j')
    await shows(page, 'rate limited')
    await shows(page, hostile.script)
    assert.match(page.url(), /span=/)
    await page.reload()
    await shows(page, 'rate limited')
    await tree.getByRole('button', { name: 'Close answer' }).click()
    await tree.getByRole('button', { name: 'retrieve' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Traces' }).click()
    await page.getByLabel('Filter traces').fill("status = 'OK'")
    await page.keyboard.press('Enter')
    await shows(page, 'No trace matches.')
    await page.getByLabel('Filter traces').fill('status ==')
    await page.keyboard.press('Enter')
    await shows(page, 'The traces could not be searched.')
}
