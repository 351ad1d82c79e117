import { assert, eventually } from './expect.mjs'

export const options = { versions: { theme: 'dark' } }

const count = 22

/** Runs in any number: from nine on they are rows, and what is true of columns is true of them. */
export async function runs({ page, api, accessible }) {
    const experiment = await api.experiment('sweep')
    const ids = []
    for (let i = 0; i < count; i++) {
        ids.push(await api.run(experiment, { name: `run-${i}`, params: { lr: i, seed: 1 }, metrics: { loss: i / 4 } }))
    }
    await page.goto(`compare?runs=${ids.join()}&mode=table`)
    const table = page.locator('table.transposed')
    const row = (name) => table.getByRole('row', { name: new RegExp(`\\b${name}\\b`) })
    await row(`run-${count - 1}`).waitFor()
    assert.equal(await table.locator('tbody tr').count(), count)
    await table.getByRole('columnheader', { name: 'loss' }).waitFor()
    assert.equal(await table.getByRole('columnheader', { name: 'seed' }).count(), 0)
    await row('run-3').getByText('+0.75').waitFor()
    await row('run-8').getByRole('button', { name: 'Make baseline' }).click()
    await row('run-3').getByText('\u22121.25').waitFor()
    assert.match(page.url(), /base=[0-9a-f]{32}/)
    await page.getByRole('button', { name: 'loss: neither way is better' }).click()
    await row('run-3').locator('small > .bad').getByText('\u22121.25').waitFor()
    await row(`run-${count - 1}`).locator('.best').getByText('5.25').waitFor()
    await page.getByRole('button', { name: 'loss: more is better' }).click()
    await row('run-0').locator('.best').getByText('0').waitFor()
    await row('run-3').locator('small > .ok').getByText('\u22121.25').waitFor()
    assert.equal((await api.tagsOf(experiment)).find((tag) => tag.key === 'tracking.goal').value, 'min:loss')
    await accessible('many runs compared')
    await page.keyboard.press('d')
    await table.getByRole('columnheader', { name: 'seed' }).waitFor()
    for (let i = count - 1; i >= 8; i--) {
        await page.getByRole('button', { name: `Leave out run-${i}`, exact: true }).click()
        await page.getByRole('heading', { name: `Compare ${i} runs` }).waitFor()
    }
    await page.locator('table.compared').getByRole('cell', { name: 'seed' }).waitFor()
}

/** Versions in any number, too; which ones stays in the URL. */
export async function versions({ page, api, accessible }) {
    const experiment = await api.experiment('training')
    await api.post('registered-models/create', { name: 'churn' })
    for (let i = 1; i <= 10; i++) {
        const run = await api.run(experiment, { name: `train-${i}`, metrics: { auc: 0.5 + i / 100 }, params: { depth: 3 } })
        await api.post('model-versions/create', { name: 'churn', source: `runs:/${run}/model`, run_id: run })
    }
    await api.post('registered-models/alias', { name: 'churn', alias: 'champion', version: '4' })
    await page.goto('models/churn/compare')
    await page.locator('table.compared').getByRole('row', { name: /auc/ }).waitFor()
    await page.getByRole('button', { name: 'Add all' }).click()
    const table = page.locator('table.transposed')
    await eventually('a row for each', async () => (await table.locator('tbody tr').count()) === 10)
    const row = (name) => table.locator('tr', { has: page.getByRole('link', { name, exact: true }) })
    await row('Version 9').getByRole('button', { name: 'Baseline', pressed: true }).waitFor()
    await row('Version 10').locator('.best').getByText('0.6').waitFor()
    await row('Version 4 @champion').getByText('\u22120.0500').waitFor()
    assert.equal(await table.getByRole('columnheader', { name: 'depth' }).count(), 0)
    await accessible('many versions compared')
    await row('Version 2').getByRole('button', { name: 'Make baseline' }).click()
    await row('Version 4 @champion').locator('small > .ok').getByText('+0.0200').waitFor()
    await page.getByRole('button', { name: 'auc: more is better' }).click()
    await row('Version 4 @champion').locator('small > .bad').getByText('+0.0200').waitFor()
    await row('Version 1').locator('.best').getByText('0.51').waitFor()
    await page.reload()
    await row('Version 1').getByText('\u22120.0100').waitFor()
    assert.equal(await table.locator('tbody tr').count(), 10)
    await page.getByRole('button', { name: 'Leave out version 2', exact: true }).click()
    await eventually('nine', async () => (await table.locator('tbody tr').count()) === 9)
    await page.getByRole('button', { name: 'Leave out version 9', exact: true }).click()
    await page.locator('table.compared').getByRole('row', { name: /auc/ }).waitFor()
    const { a, b } = Object.fromEntries(new URL(page.url()).searchParams)
    assert.deepEqual([a, b], ['10', '8,7,6,5,4,3,1'])
}
