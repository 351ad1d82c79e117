import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { phone: { width: 390, height: 844 }, dark: { theme: 'dark' } }

/** Create, describe, tag, rename, delete, undo, restore: all without a pointer. */
export async function keyboard({ page, api }) {
    await page.goto('experiments')
    await page.getByRole('link', { name: 'Default' }).waitFor()
    await page.keyboard.press('n')
    await page.getByRole('dialog').getByLabel('Name').fill('by-hand')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'by-hand' }).waitFor()
    await shows(page, 'No runs in this experiment yet')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('e')
    await page.getByLabel('Markdown').fill('# Why\n\nTo see *whether* it [works](https://example.org/).')
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await page.getByText('Why', { exact: true }).first().waitFor()
    await page.keyboard.press('t')
    await page.getByLabel('Key').fill('team')
    await page.getByLabel('Value').fill('vision')
    await page.keyboard.press('Enter')
    await page.getByText('team=vision').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('F2')
    await page.getByRole('dialog').getByLabel('Name').fill('Default')
    await page.keyboard.press('Enter')
    await shows(page, 'already exists')
    await page.getByRole('dialog').getByLabel('Name').fill('renamed')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'renamed' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Backspace')
    await page.getByText('1 experiment deleted.').waitFor()
    await page.getByRole('link', { name: 'renamed' }).waitFor({ state: 'detached' })
    await page.keyboard.press('z')
    await page.getByRole('link', { name: 'renamed' }).waitFor()
    await page.getByRole('button', { name: 'Deleted' }).press('Enter')
    await page.getByRole('heading', { name: 'Deleted experiments' }).waitFor()
    await page.getByRole('button', { name: 'Back to active' }).press('Enter')
    await page.getByRole('link', { name: 'renamed' }).waitFor()
    const found = await api.post('experiments/search', { filter: "tags.team = 'vision'", max_results: 9 })
    assert.deepEqual(
        found.experiments.map((experiment) => experiment.name),
        ['renamed'],
    )
}

/** What is typed is in the URL and is what the server is asked for; its refusal is shown and the rows stay. */
export async function search({ page, api }) {
    await api.experiment('churn', { team: 'retail' })
    await api.experiment('vision', { team: 'plant' })
    await page.goto('experiments')
    await page.getByRole('link', { name: 'vision' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('CHU')
    await page.getByRole('link', { name: 'vision' }).waitFor({ state: 'detached' })
    assert.match(page.url(), /q=CHU/)
    await page.getByLabel('Filter experiments').fill("tags.team = 'plant'")
    await page.getByRole('link', { name: 'vision' }).waitFor()
    await page.getByRole('link', { name: 'churn' }).waitFor({ state: 'detached' })
    await page.getByLabel('Filter experiments').fill('tags.team =')
    await eventually('the refusal', async () => (await page.locator('.query.err .result').textContent()).length > 0)
    await page.getByRole('link', { name: 'vision' }).waitFor()
    await page.reload()
    assert.equal(await page.getByLabel('Filter experiments').inputValue(), 'tags.team =')
}

/** Deleted experiments are found and come back. */
export async function restore({ page, api }) {
    const id = await api.experiment('gone')
    await api.post('experiments/delete', { experiment_id: id })
    await page.goto('experiments')
    await page.getByRole('button', { name: 'Deleted' }).click()
    await page.getByRole('button', { name: 'Acts on gone' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await shows(page, 'Nothing is deleted.')
    await page.goto('experiments')
    await page.getByRole('link', { name: 'gone' }).waitFor()
}

/** Whatever stands in names, tags and descriptions is shown and never run. */
export async function hostileNames({ page, api, accessible }) {
    const all = Object.values(hostile)
    for (const text of all) await api.experiment(text, { note: text, 'mlflow.note.content': text })
    await page.goto('experiments')
    await eventually('all rows', async () => (await page.locator('tbody tr[aria-rowindex]').count()) === all.length + 1)
    await shows(page, '<script>window.ran = 1</script>')
    await accessible('experiments')
    const id = await api.experiment('described', {
        'mlflow.note.content': `${hostile.script}\n\n[x](javascript:window.ran=1) ![y](https://example.org/z.png)`,
    })
    await page.goto(`experiments/${id}/about`)
    await shows(page, '[x](javascript:window.ran=1)')
    await shows(page, '<img src=x onerror=')
    assert.equal(await page.locator('a[href^="javascript:"], .markdown img, .markdown script').count(), 0)
    await accessible('about')
}

export async function dark({ page, api, accessible }) {
    await api.experiment('night')
    await page.goto('experiments')
    await page.getByRole('link', { name: 'night' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
    await accessible('experiments, dark')
    await page.keyboard.press('\\')
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await accessible('keys, light')
}

export async function phone({ page, api, accessible }) {
    await api.experiment('small')
    await page.goto('experiments')
    await page.getByRole('link', { name: 'small' }).waitFor()
    await accessible('experiments on a phone')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
    await page.getByRole('navigation').last().getByRole('link', { name: 'Runs' }).click()
    await page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
}

/** The palette finds acts, experiments and runs. */
export async function palette({ page, api, accessible }) {
    const id = await api.experiment('conformer')
    await api.run(id, { name: 'conf-large-7' })
    await page.goto('experiments')
    await page.getByRole('link', { name: 'conformer' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('new exp')
    await page.getByRole('option', { name: 'New experiment' }).waitFor()
    await page.getByRole('combobox').fill('conf-large')
    await page.getByRole('option', { name: 'conf-large-7' }).waitFor()
    await accessible('palette')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'conf-large-7' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Links of MLflow's own UI lead to the same things. */
export async function legacyLinks({ page, api }) {
    const experiment = await api.experiment('old')
    const run = await api.run(experiment, { name: 'older' })
    await page.goto(`#/experiments/${experiment}/runs/${run}`)
    await page.getByRole('heading', { name: 'older' }).waitFor()
    await page.goto('about:blank')
    await page.goto(`#/experiments/${experiment}`)
    await page.getByRole('heading', { name: 'old' }).waitFor()
}
