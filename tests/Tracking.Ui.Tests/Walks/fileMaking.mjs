/** Drops a file on an element, as a person does from a folder. */
export async function drop(target, name, content) {
    const bytes = Buffer.from(content).toString('base64')
    const data = await target.page().evaluateHandle(
        ([called, base64]) => {
            const transfer = new DataTransfer()
            const letters = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
            transfer.items.add(new File([letters], called))
            return transfer
        },
        [name, bytes],
    )
    await target.dispatchEvent('dragover', { dataTransfer: data })
    await target.dispatchEvent('drop', { dataTransfer: data })
}

/** An array of 32-bit floats in NumPy's format. */
export function npy(shape, values) {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }\n`
    const length = Buffer.alloc(2)
    length.writeUInt16LE(header.length)
    return Buffer.concat([
        Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
        length,
        Buffer.from(header),
        Buffer.from(Float32Array.from(values).buffer),
    ])
}

/** A sound of 440 Hz, 16 bits, one channel. */
export function wav(seconds) {
    const rate = 8000
    const samples = Int16Array.from({ length: rate * seconds }, (_, i) => 8000 * Math.sin((2 * Math.PI * 440 * i) / rate))
    const head = Buffer.alloc(44)
    head.write('RIFF', 0)
    head.writeUInt32LE(36 + samples.byteLength, 4)
    head.write('WAVEfmt ', 8)
    head.writeUInt32LE(16, 16)
    head.writeUInt16LE(1, 20)
    head.writeUInt16LE(1, 22)
    head.writeUInt32LE(rate, 24)
    head.writeUInt32LE(rate * 2, 28)
    head.writeUInt16LE(2, 32)
    head.writeUInt16LE(16, 34)
    head.write('data', 36)
    head.writeUInt32LE(samples.byteLength, 40)
    return Buffer.concat([head, Buffer.from(samples.buffer)])
}

/** A page that is red all over. */
export function redPdf() {
    const paint = '1 0 0 rg 0 0 300 300 re f'
    const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << >> >>',
        `<< /Length ${paint.length} >>\nstream\n${paint}\nendstream`,
    ]
    let text = '%PDF-1.4\n'
    const starts = objects.map((object, i) => {
        const start = text.length
        text += `${i + 1} 0 obj\n${object}\nendobj\n`
        return start
    })
    const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
    const size = objects.length + 1
    return (
        `${text}xref\n0 ${size}\n0000000000 65535 f \n${entries}` +
        `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
    )
}

/** What an OffscreenCanvas of the page holds after the painting, as a PNG. */
export async function picture(page, width, height, white) {
    const base64 = await page.evaluate(
        async ([w, h, part]) => {
            const canvas = new OffscreenCanvas(w, h)
            const context = canvas.getContext('2d')
            context.fillStyle = '#000'
            context.fillRect(0, 0, w, h)
            context.fillStyle = '#fff'
            context.fillRect(0, 0, w * part, h)
            const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
            return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
        },
        [width, height, white],
    )
    return Buffer.from(base64, 'base64')
}

/** A film of a few frames, 64 x 48, recorded by the browser itself; null where it cannot. */
export async function webm(page) {
    const base64 = await page.evaluate(async () => {
        if (!window.MediaRecorder?.isTypeSupported('video/webm')) return null
        const canvas = document.createElement('canvas')
        Object.assign(canvas, { width: 64, height: 48 })
        const context = canvas.getContext('2d')
        const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
        const parts = []
        recorder.ondataavailable = (event) => parts.push(event.data)
        const stopped = new Promise((resolve) => (recorder.onstop = resolve))
        recorder.start()
        for (let i = 0; i < 12; i++) {
            context.fillStyle = i % 2 ? '#f00' : '#00f'
            context.fillRect(0, 0, 64, 48)
            await new Promise((resolve) => setTimeout(resolve, 40))
        }
        recorder.stop()
        await stopped
        const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
        return bytes.length === 0 ? null : btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    })
    return base64 && Buffer.from(base64, 'base64')
}

/** How much of what the element shows is red, 0 to 1. */
export async function redPart(page, target) {
    const shot = (await target.screenshot()).toString('base64')
    return page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        const bitmap = await createImageBitmap(new Blob([bytes]))
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d')
        context.drawImage(bitmap, 0, 0)
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
        let red = 0
        for (let i = 0; i < data.length; i += 4) if (data[i] > 200 && data[i + 1] < 60 && data[i + 2] < 60) red++
        return (4 * red) / data.length
    }, shot)
}
