import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'

/** Starts `tracking server` of that build in a new folder; gives its address and how to stop it. */
export async function startServer(dll) {
    const folder = await mkdtemp(join(tmpdir(), 'tracking-bench-'))
    const process = spawn('dotnet', [resolve(dll), 'server', '--port', '0'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((end) => process.once('exit', end))
    const stop = async () => {
        process.kill('SIGTERM')
        await ended
        await rm(folder, { recursive: true, force: true })
    }
    for await (const line of createInterface({ input: process.stdout })) {
        const [, server] = /MLFLOW_TRACKING_URI=(\S+)/.exec(line) ?? []
        if (server) return { server, stop }
    }
    throw new Error(`${dll} did not start; it ended with ${await ended}`)
}
