import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'
import { redPart, redPdf, wav, webm } from './fileMaking.mjs'

export const options = { viewers: { theme: 'dark' } }

const part = (id, content) => [id * 8 + 2, ...varint(content.length), ...content]
const text = (id, value) => part(id, [...Buffer.from(value)])
const varint = (value) => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))])
const tensor = (name, dim) => [
    ...text(1, name),
    ...part(2, part(1, [8, 1, ...part(2, [...part(1, text(2, dim)), ...part(1, [8, 3])])])),
]

/** A graph `main` of Gemm, Gemm and Relu with one weight of 1.2 MB. */
const onnx = Buffer.from([
    ...[8, 8],
    ...text(2, 'a walk'),
    ...part(8, [16, 21]),
    ...part(7, [
        ...text(2, 'main'),
        ...['Gemm', 'Gemm', 'Relu'].flatMap((op) => part(1, text(4, op))),
        ...part(5, [8, 100, 8, ...varint(3000), 16, 1, ...text(8, 'w'), ...part(9, Array(1_200_000).fill(1))]),
        ...part(11, tensor(hostile.script, 'batch')),
        ...part(12, tensor('y', 'batch')),
    ]),
])

const mlmodel = `flavors:
  onnx: {data: model.onnx, onnx_version: 1.20.0}
signature:
  inputs: '[{"type": "double", "name": "age", "required": true}]'
`

/** What a model and its training leave behind is shown as what it is. */
export async function viewers({ page, api, accessible }) {
    const id = await api.run(await api.experiment('files'), { name: 'files' })
    await api.upload(id, 'model/model.onnx', onnx)
    await api.upload(id, 'model/broken.onnx', onnx.subarray(0, 5000))
    await api.upload(id, 'model/MLmodel', mlmodel)
    await api.upload(id, 'config.yaml', 'train:\n  lr: 0.1\n  name: "<b>x</b>"\n')
    await api.upload(id, 'answers.json', JSON.stringify({ columns: ['q', 'score'], data: [['why?', 1], [hostile.script, 3]] }))
    await api.upload(id, 'exact.json', '{"big": {"id": 12345678901234567890}}')
    await api.upload(id, 'broken.json', '{"a": ')
    await page.goto(`runs/${id}/artifacts/model/model.onnx`)
    const content = page.getByRole('region', { name: 'Content of the file' })
    await content.getByRole('row', { name: /<script>.*float \[batch, 3\]/ }).waitFor()
    await content.getByRole('row', { name: /Gemm.*2/ }).waitFor()
    await content.getByRole('row', { name: /w.*1\.2 MB.*float \[100, 3000\]/ }).waitFor()
    await shows(page, 'ai.onnx 21')
    await accessible('an ONNX graph')
    const choose = (name) => page.locator('.b.file', { hasText: name }).click()
    await choose('broken.onnx')
    await page.getByRole('alert').getByText('cut off or damaged').waitFor()
    await choose('MLmodel')
    await content.getByRole('row', { name: /age.*double/ }).waitFor()
    await shows(page, `tracking serve --model-uri=runs:/${id}/model`)
    await accessible('an MLmodel file')
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await shows(page, 'onnx_version: 1.20.0')
    await choose('config.yaml')
    await page.getByRole('treeitem', { name: 'lr: 0.1' }).waitFor()
    await shows(page, '"<b>x</b>"')
    await choose('answers.json')
    await page.getByRole('cell', { name: 'why?' }).waitFor()
    await page.getByRole('columnheader', { name: /score.*1 to 3/ }).waitFor()
    await accessible('a logged table')
    await choose('exact.json')
    await page.getByRole('treeitem', { name: 'id: 12345678901234567890' }).waitFor()
    await page.getByRole('treeitem', { name: 'big: {1}' }).click()
    await page.getByRole('treeitem', { name: 'id: 12345678901234567890' }).waitFor({ state: 'detached' })
    await accessible('a tree')
    await choose('broken.json')
    await shows(page, 'This is no JSON.')
}

/** A large text is shown in parts; sounds, films and documents are really played and drawn. */
export async function media({ page, api, accessible }) {
    const id = await api.run(await api.experiment('files'), { name: 'files' })
    await page.goto('experiments')
    const film = await webm(page)
    await api.upload(id, 'long.txt', 'a line of a long text\n'.repeat(100_000))
    await api.upload(id, 'tone.wav', wav(0.5))
    if (film) await api.upload(id, 'clip.webm', film)
    await api.upload(id, 'broken.mp4', Buffer.from('no film'))
    await api.upload(id, 'paper.pdf', redPdf())
    await page.goto(`runs/${id}/artifacts/long.txt`)
    await shows(page, 'The first 1.0 MB are shown.')
    await page.getByRole('button', { name: /^Show 8\.4 MB/ }).click()
    await page.getByText('are shown.').waitFor({ state: 'detached' })
    await accessible('a long text')
    const choose = (name) => page.locator('.b.file', { hasText: name }).click()
    await choose('tone.wav')
    await plays(page.locator('audio[controls]'))
    const length = await page.locator('audio[controls]').evaluate((audio) => audio.duration)
    assert.ok(Math.abs(length - 0.5) < 0.01, `the sound lasts ${length} s`)
    if (film) {
        await choose('clip.webm')
        await plays(page.locator('video[controls]'))
        const size = await page.locator('video[controls]').evaluate((video) => [video.videoWidth, video.videoHeight])
        assert.deepEqual(size, [64, 48])
    }
    await choose('paper.pdf')
    const paper = page.locator('iframe[title="paper.pdf"]')
    await paper.waitFor()
    await eventually('the red page', async () => (await redPart(page, paper)) > 0.05)
    assert.equal(await page.getByRole('alert').count(), 0)
    await choose('broken.mp4')
    await page.getByRole('alert').getByText('This browser cannot play the file').waitFor()
    await accessible('a film that is none')
}

/** Decoded, and further with each moment, without a sound. */
async function plays(player) {
    await player.waitFor()
    await player.evaluate(async (media) => {
        media.muted = true
        await media.play()
    })
    await eventually('it plays', () => player.evaluate((media) => media.currentTime > 0 && media.error === null))
}
