import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { hostileNames: { theme: 'dark' } }

async function versions(api, name, aucs = [0.8, 0.9]) {
    const experiment = await api.experiment('training')
    await api.post('registered-models/create', { name })
    for (const [i, auc] of aucs.entries()) {
        const run = await api.run(experiment, { name: `train-${i}`, metrics: { auc } })
        await api.post('model-versions/create', { name, source: `runs:/${run}/model`, run_id: run })
    }
    await api.post('registered-models/alias', { name, alias: 'champion', version: '1' })
}

/** Promotion says what changes and which line does the same; the server refuses it when somebody else was first. */
export async function promote({ page, api, accessible }) {
    await versions(api, 'churn', [0.8, 0.85, 0.9])
    const where = async () => {
        const answer = await fetch(`${api.root}registered-models/alias?name=churn&alias=champion`)
        return (await answer.json()).model_version.version
    }
    await page.goto('experiments')
    await page.getByRole('link', { name: 'training' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await page.getByRole('link', { name: 'churn' }).click()
    await page.getByRole('button', { name: 'Acts on version 3' }).waitFor()
    await accessible('a model')
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('goes from version 1 to version 3').waitFor()
    await dialog.getByText('+0.100').waitFor()
    const line = 'tracking models alias set --name=churn --alias=champion --version=3 --expected-version=1'
    await dialog.getByText(line).waitFor()
    await accessible('the move of an alias')
    await api.post('registered-models/alias', { name: 'churn', alias: 'champion', version: '2' })
    const move = dialog.getByRole('button', { name: 'Move @champion to 3' })
    await move.click()
    await dialog.getByText('@champion is at version 2 by now: it was at version 1 when you looked').waitFor()
    await accessible('an alias that moved meanwhile')
    assert.ok(await move.isDisabled())
    assert.equal(await where(), '2')
    await dialog.getByRole('button', { name: 'Look again' }).click()
    await dialog.getByText('goes from version 2 to version 3').waitFor()
    await move.click()
    await shows(page, '@champion is version 3 now.')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await where(), '3')
    await page.keyboard.press('z')
    await eventually('the alias is back', async () => (await where()) === '2')
}

/** A new alias is refused when somebody else made it first; one that is at its place already is none to move. */
export async function newAlias({ page, api }) {
    await versions(api, 'churn')
    await page.goto('models/churn')
    await page.getByRole('button', { name: 'Acts on version 1' }).click()
    await page.getByRole('menuitem', { name: 'Move an alias here' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Alias').fill('champion')
    await dialog.getByText('@champion is version 1 already.').waitFor()
    await dialog.getByLabel('Alias').fill('next')
    await dialog.getByText('It fails if there is a @next by then.').waitFor()
    await api.post('registered-models/alias', { name: 'churn', alias: 'next', version: '2' })
    await page.keyboard.press('Enter')
    await dialog.getByText('@next is at version 2 by now: there was none when you looked').waitFor()
    await dialog.getByRole('button', { name: 'Look again' }).click()
    await dialog.getByText('goes from version 2 to version 1').waitFor()
}

/** Description, tags and stages; search by name; a link to an alias leads to its version. */
export async function change({ page, api }) {
    await versions(api, 'churn')
    await page.goto('models/churn')
    await page.getByRole('button', { name: 'Acts on version 2' }).waitFor()
    const second = page.getByRole('row', { name: /train-1/ })
    await second.locator('.best').getByText('0.9').waitFor()
    await second.locator('small > .ok').getByText('+0.1').waitFor()
    await page.keyboard.press('e')
    await page.getByLabel('Markdown').fill('Who **leaves**')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.markdown strong').waitFor()
    await page.getByRole('button', { name: 'Acts on version 2' }).click()
    await page.getByRole('menuitem', { name: 'Move to a stage' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Stage').selectOption('Production')
    await dialog.getByText('tracking models transition --name=churn --version=2 --stage=Production').waitFor()
    await dialog.getByRole('button', { name: 'Move to Production' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: 'Production' }).waitFor()
    await page.getByRole('button', { name: 'Remove @champion' }).click()
    await page.getByText('@champion removed.').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('HURN')
    await page.getByRole('option', { name: 'churn model' }).click()
    await page.getByRole('heading', { level: 1, name: 'churn' }).waitFor()
    await page.goto('models?q=CHUR')
    await page.getByRole('link', { name: 'churn' }).waitFor()
    await page.getByLabel('Filter models').fill('other')
    await shows(page, 'No model matches other')
}

export async function hostileNames({ page, api, accessible }) {
    await page.goto('models')
    await shows(page, 'No models registered.')
    await accessible('no models')
    for (const text of [hostile.script, hostile.rtl, hostile.emoji].map((name) =>
        name.replaceAll('/', '|').replaceAll(':', ';'),
    )) {
        await api.post('registered-models/create', { name: text, description: text })
    }
    await page.reload()
    await shows(page, '<script>window.ran = 1')
    await accessible('models with hostile names')
    await page.keyboard.press('j')
    await page.locator('tr.marked').getByRole('link', { name: '<script>' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shows(page, 'This model has no version yet.')
    assert.equal(await page.locator('.markdown script, .markdown img').count(), 0)
}

const mlmodel = (type) => `flavors:
  onnx: {}
signature:
  inputs: '[{"type": "${type}", "name": "age", "required": true}, {"type": "double", "name": "fare", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
`

/** Two versions beside each other: metrics, signature, params; what is the same on demand; which two is in the URL. */
export async function compare({ page, api, accessible }) {
    const experiment = await api.experiment('training')
    await api.post('registered-models/create', { name: 'churn' })
    for (const [type, lr] of [['long', 0.1], ['double', 0.01]]) {
        const run = await api.run(experiment, { name: type, metrics: { auc: 1 - lr }, params: { lr, depth: 3 } })
        await api.upload(run, 'model/MLmodel', mlmodel(type))
        await api.post('model-versions/create', { name: 'churn', source: `runs:/${run}/model`, run_id: run })
    }
    await page.goto('models/churn')
    await page.getByRole('link', { name: 'Compare versions' }).click()
    await page.locator('bdi[title="age"]').waitFor()
    const row = (name) => page.locator('tr', { has: page.locator(`bdi[title="${name}"]`) })
    await row('age').getByText('long', { exact: true }).waitFor()
    await row('age').getByText('double', { exact: true }).waitFor()
    await row('auc').getByText('+0.0900').waitFor()
    assert.equal(await row('fare').count(), 0)
    await accessible('compared versions')
    await page.keyboard.press('d')
    await row('fare').waitFor()
    await row('depth').waitFor()
    await page.getByLabel('Baseline').selectOption('2')
    await page.getByLabel('Compared').selectOption('1')
    await row('auc').getByText('\u22120.0900').waitFor()
    assert.match(page.url(), /a=2&b=1|b=1.*a=2|a=2.*b=1/)
    await page.reload()
    await row('auc').getByText('\u22120.0900').waitFor()
}
