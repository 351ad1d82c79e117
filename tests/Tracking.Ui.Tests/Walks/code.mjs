import { hostile } from './api.mjs'
import { assert, shows } from './expect.mjs'

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
    await api.upload(run, 'environment/packages.json', JSON.stringify({ packages: { Npgsql: version, Dapper: '2.1.0' } }))
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
