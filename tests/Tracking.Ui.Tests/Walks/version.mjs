import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { overview: { theme: 'dark' } }

const mlmodel = (name) => `flavors:
  onnx: {data: model.onnx}
  python_function: {loader_module: mlflow.onnx}
model_size_bytes: 3400000
signature:
  inputs: '[{"type": "long", "name": ${JSON.stringify(name).replaceAll("'", "''")}, "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
`

/** A model `churn` of two versions with runs, data and files; @champion is version 1. Gives the runs. */
async function churn(api, field = 'age') {
    const experiment = await api.experiment('training')
    await api.post('registered-models/create', { name: 'churn' })
    const runs = []
    for (const auc of [0.8, 0.9]) {
        const run = await api.run(experiment, { name: `train-${auc}`, metrics: { auc }, params: { lr: auc } })
        await api.upload(run, 'model/MLmodel', mlmodel(field))
        await api.upload(run, 'model/data/notes.txt', `made with ${auc}`)
        await api.post('runs/log-inputs', {
            run_id: run,
            datasets: [
                {
                    tags: [{ key: 'mlflow.data.context', value: 'training' }],
                    dataset: { name: 'customers', digest: `d${auc}`, source_type: 'local', source: '/x' },
                },
            ],
        })
        await api.post('model-versions/create', { name: 'churn', source: `runs:/${run}/model`, run_id: run })
        runs.push(run)
    }
    await api.post('registered-models/alias', { name: 'churn', alias: 'champion', version: '1' })
    return runs
}

/** Signature, metrics, lineage; description, tags and stage are changed; a link to an alias follows it. */
export async function overview({ page, api, accessible }) {
    const [first] = await churn(api)
    await page.goto('models/churn')
    await page.getByRole('link', { name: '2', exact: true }).click()
    await page.getByRole('heading', { name: 'Version 2' }).waitFor()
    await page.getByRole('row', { name: /age.*long/ }).waitFor()
    await page.getByRole('row', { name: /float32 \[-1,2\]/ }).waitFor()
    await page.getByRole('row', { name: /auc.*0\.9/ }).waitFor()
    const lineage = page.locator('.lineage')
    await lineage.getByText('customers').waitFor()
    await lineage.getByText('training · d0.9').waitFor()
    await lineage.getByRole('link', { name: 'train-0.9' }).waitFor()
    await page.getByRole('button', { name: 'Copy model URI' }).click()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await eventually('the URI', async () => (await copied()) === 'models:/churn/2')
    await page.getByRole('button', { name: 'Copy source' }).click()
    await eventually('the source', async () => /^runs:\/[0-9a-f]{32}\/model$/.test(await copied()))
    await accessible('a version')
    await page.keyboard.press('e')
    await page.getByLabel('Markdown').fill('**Better** on new contracts')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.markdown strong').waitFor()
    await page.keyboard.press('t')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Key').fill('owner')
    await dialog.getByLabel('Value').fill('growth')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Remove tag owner' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await shows(page, 'owner=growth')
    await page.goto('models/churn/@champion')
    await page.getByRole('heading', { name: 'Version 1' }).waitFor()
    await page.locator('.alias', { hasText: '@champion' }).waitFor()
    await page.locator('.lineage').getByRole('link', { name: 'train-0.8' }).click()
    await page.waitForURL(new RegExp(`runs/${first}`))
}

/** A signature that breaks callers is told before an alias moves, and moves only with the name typed. */
export async function breaking({ page, api, accessible }) {
    await churn(api)
    const run = await api.run(await api.experiment('new'), { name: 'renamed' })
    await api.upload(run, 'model/MLmodel', mlmodel('years'))
    await api.post('model-versions/create', { name: 'churn', source: `runs:/${run}/model`, run_id: run })
    await page.goto('models/churn/3')
    await page.getByRole('heading', { name: 'Version 3' }).waitFor()
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('row', { name: /input age.*long.*breaking/ }).waitFor()
    await dialog.getByRole('row', { name: /input years.*long.*breaking/ }).waitFor()
    const move = dialog.getByRole('button', { name: 'Move @champion to 3' })
    assert.ok(await move.isDisabled())
    await accessible('a breaking move of an alias')
    await dialog.getByLabel('Type the name').fill('churn')
    await move.click()
    await dialog.waitFor({ state: 'detached' })
    await page.locator('.alias', { hasText: '@champion' }).waitFor()
}

/** Its files are those of the run; another version stands beside it; what happened to it is told. */
export async function tabs({ page, api, accessible }) {
    await churn(api)
    await page.goto('models/churn/2/files')
    const choose = (name) => page.locator('.b.file', { hasText: name }).click()
    await choose('data')
    await choose('notes.txt')
    await shows(page, 'made with 0.9')
    assert.match(page.url(), /files\/data\/notes\.txt$/)
    await page.reload()
    await shows(page, 'made with 0.9')
    const tab = (name) => page.getByRole('navigation', { name: 'Version' }).getByRole('link', { name }).click()
    await tab('Compare')
    await page.getByRole('row', { name: /auc.*0\.8.*\+0\.100/ }).waitFor()
    await accessible('a compared version')
    await tab('History')
    await shows(page, 'Version 2 registered')
    await accessible('the history of a version')
}

/** Deleting asks for the name, says which aliases break, and shows the line that does the same. */
export async function remove({ page, api, accessible }) {
    await churn(api)
    await page.goto('models/churn/1')
    await page.getByRole('button', { name: 'Acts on the version' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Whoever asks for @champion gets an error').waitFor()
    await dialog.getByText('tracking models delete --name=churn --version=1').waitFor()
    await accessible('deleting a version')
    assert.ok(await dialog.getByRole('button', { name: 'Delete for good' }).isDisabled())
    await dialog.getByLabel('Type the name').fill('churn')
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await page.waitForURL(/models\/churn$/)
    await page.getByRole('button', { name: 'Acts on version 2' }).waitFor()
    await eventually('version 1 is gone', async () => (await page.getByText('@champion').count()) === 0)
    await page.goto('models/churn/1')
    await shows(page, 'The version could not be loaded.')
}

/** Fields, tags, descriptions and files of bad names are shown and never run. */
export async function hostileNames({ page, api, accessible }) {
    const [run] = await churn(api, hostile.script)
    await api.post('model-versions/set-tag', { name: 'churn', version: '1', key: 'bad', value: hostile.script })
    await api.post('model-versions/set-tag', { name: 'churn', version: '1', key: 'long', value: hostile.long })
    await api.post('registered-models/alias', { name: 'churn', alias: 'x'.repeat(200), version: '1' })
    await api.upload(run, `model/${hostile.rtl}.txt`, hostile.script)
    await page.goto('models/churn/1')
    await page.getByRole('row', { name: /<script>window\.ran = 1.*long/ }).waitFor()
    await shows(page, 'bad=<script>')
    await accessible('a version of bad names')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    assert.equal(overflow, false)
    await page.goto('models/churn/1/files')
    await page.locator('.b.file', { hasText: '.txt' }).click()
    await shows(page, '<script>window.ran = 1')
}
