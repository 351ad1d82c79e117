import { assert, eventually } from './expect.mjs'

const row = (page, name) => page.locator('table.compared tr', { has: page.locator(`bdi[title="${name}"]`) })

/** Presses the arrow of a metric, which says where it points. */
async function turn(page, metric, from, to) {
    await page.getByRole('button', { name: `${metric}: ${from}` }).press('Enter')
    await page.getByRole('button', { name: `${metric}: ${to}` }).waitFor()
}

/** The arrow beside a metric of compared runs says and changes which way is better; the experiment keeps it. */
export async function runs({ page, api, accessible }) {
    const experiment = await api.experiment(`goals ${process.pid}`)
    const ids = []
    for (const speed of [1, 3]) ids.push(await api.run(experiment, { name: `run-${speed}`, metrics: { speed } }))
    await page.goto(`compare?runs=${ids.join()}&mode=table`)
    await row(page, 'speed').locator('small > .mut').getByText('+2').waitFor()
    await turn(page, 'speed', 'neither way is better', 'more is better')
    await row(page, 'speed').locator('small > .ok').getByText('+2').waitFor()
    await row(page, 'speed').locator('.best').getByText('3').waitFor()
    await accessible('a goal of compared runs')
    await turn(page, 'speed', 'more is better', 'less is better')
    await row(page, 'speed').locator('small > .bad').getByText('+2').waitFor()
    await row(page, 'speed').locator('.best').getByText('1').waitFor()
    await page.reload()
    await row(page, 'speed').locator('small > .bad').getByText('+2').waitFor()
    const kept = async () => (await api.tagsOf(experiment)).find((tag) => tag.key === 'tracking.goal')?.value
    assert.equal(await kept(), 'min:speed')
    await turn(page, 'speed', 'less is better', 'neither way is better')
    await eventually('that nothing is kept', async () => (await kept()) === undefined)
}

/** The same of versions of a model: a metric's name may tell, a tag of the model says otherwise. */
export async function versions({ page, api }) {
    const experiment = await api.experiment(`goals of versions ${process.pid}`)
    await api.post('registered-models/create', { name: 'churn' })
    for (const auc of [0.5, 0.75]) {
        const run = await api.run(experiment, { name: `auc ${auc}`, metrics: { auc } })
        await api.post('model-versions/create', { name: 'churn', source: `runs:/${run}/model`, run_id: run })
    }
    await page.goto('models/churn/compare?a=1&b=2')
    await row(page, 'auc').locator('small > .ok').getByText('+0.25').waitFor()
    await turn(page, 'auc', 'more is better', 'less is better')
    await row(page, 'auc').locator('small > .bad').getByText('+0.25').waitFor()
    await page.reload()
    await row(page, 'auc').locator('small > .bad').getByText('+0.25').waitFor()
    await turn(page, 'auc', 'less is better', 'neither way is better')
    await row(page, 'auc').locator('small > .mut').getByText('+0.25').waitFor()
}
