import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { run: { theme: 'dark' } }

const patch = (line) => `diff --git a/train.py b/train.py
--- a/train.py
+++ b/train.py
@@ -1,2 +1,2 @@
 import lr
-rate = 1
+${line}
`

const commit = 'abcdef0123456789abcdef0123456789abcdef01'

const coded = (line, version) => async (api, experiment, name) => {
    const run = await api.run(experiment, {
        name,
        tags: {
            'mlflow.source.git.commit': commit,
            'mlflow.source.git.branch': hostile.script,
            'mlflow.source.git.repoURL': 'git@github.com:a/b.git',
            'mlflow.source.git.dirty': 'true',
        },
    })
    await api.upload(run, 'project/changes.patch', patch(line))
    const packages = { Npgsql: version, Dapper: '2.1.0' }
    await api.upload(run, 'environment/packages.json', JSON.stringify({ packages }))
    await api.upload(run, 'project/launch.json', JSON.stringify({ entry_point: 'main', command: 'python train.py' }))
    return run
}

/** Commit, branch and repository; what was not committed as a coloured diff; the packages; how it was started. */
export async function run({ page, api, accessible }) {
    const id = await coded(hostile.script, '10.0.0')(api, await api.experiment('code'), 'coded')
    await page.goto(`runs/${id}/code`)
    await page.locator('.diff .removed', { hasText: 'rate = 1' }).waitFor()
    await page.locator('.diff .added', { hasText: '<script>window.ran = 1' }).waitFor()
    const link = page.getByRole('link', { name: commit.slice(0, 12) })
    assert.equal(await link.getAttribute('href'), `https://github.com/a/b/commit/${commit}`)
    await page.getByRole('row', { name: /Npgsql.*10\.0\.0/ }).waitFor()
    await shows(page, 'python train.py')
    await accessible('code and environment')
    await page.getByLabel('Filter packages').fill('dapp')
    await page.getByRole('row', { name: /Npgsql/ }).waitFor({ state: 'detached' })
    const bare = await api.run(await api.experiment('bare'), { name: 'bare' })
    await page.goto(`runs/${bare}/code`)
    await shows(page, 'No changes were kept.')
    await shows(page, 'The run noted no commit.')
}

const picture = (color) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="${color}"/></svg>`

/** Runs compared: packages and data in the table, the difference of their changes, their images beside each other. */
export async function compare({ page, api, accessible }) {
    const experiment = await api.experiment('code')
    const a = await coded('rate = 2', '10.0.0')(api, experiment, 'first')
    const b = await coded(hostile.script, '10.0.1')(api, experiment, 'second')
    await api.upload(a, 'plots/roc.svg', picture('red'))
    await api.upload(b, 'plots/roc.svg', picture('blue'))
    await api.upload(a, 'plots/only.svg', picture('green'))
    await page.goto(`compare?runs=${a},${b}`)
    const table = page.getByRole('region', { name: 'Table of differences' })
    await table.getByRole('row', { name: /Npgsql.*10\.0\.0.*10\.0\.1/ }).waitFor()
    assert.equal(await table.getByRole('cell', { name: 'Dapper' }).count(), 0)
    const show = (name) => page.getByRole('group', { name: 'Shown' }).getByRole('button', { name }).click()
    await show('Code')
    await page.locator('.diff .removed', { hasText: '+rate = 2' }).waitFor()
    await page.locator('.diff .added', { hasText: '+<script>window.ran = 1' }).waitFor()
    await page.getByRole('row', { name: /Npgsql.*10\.0\.0.*10\.0\.1/ }).waitFor()
    await shows(page, 'Both ran commit')
    await accessible('compared code')
    await show('Images')
    const images = page.getByRole('region', { name: 'Images of the runs' })
    await images.getByRole('img', { name: 'plots/roc.svg of second' }).waitFor()
    const last = images.locator('img').last()
    await eventually('the image', () => last.evaluate((image) => image.naturalWidth === 40))
    await accessible('compared images')
    await page.keyboard.press('.')
    await images.getByText('This run has no image of this name.').waitFor()
    await page.keyboard.press(',')
    await page.getByRole('button', { name: 'Wipe' }).click()
    await images.getByRole('slider').fill('20')
    const wipe = images.locator('.wipe')
    await eventually('the wipe', () => wipe.evaluate((one) => one.style.cssText.includes('20%')))
    await accessible('wiped images')
    await page.reload()
    await images.waitFor()
}
