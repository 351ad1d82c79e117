// Asks the ordinary npm client, with the user's own configuration, for one package.
import { spawn } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const TIMEOUT_MS = 15 * 60_000;
const STDERR_MAX_CHARS = 64 * 1024;
// npm's own pauses between its retries add up to more than a minute, in which a build offline would just stand.
const RETRIES = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const ALTERNATIVE = 'or build with -p:OnnxRuntimeSource=nuget';

/** Downloads the tarball of NAME@VERSION into the folder and gives its path. */
export async function pack(spec, folder) {
    if (!(await isOnPath())) {
        throw new Error(`npm was not found on PATH: install Node.js 20 or newer, which brings it, ${ALTERNATIVE}`);
    }

    const { code, stderr } = await run(['pack', spec, '--ignore-scripts', '--loglevel=error', ...RETRIES], folder);
    if (code !== 0) {
        throw new Error(`npm could not download ${spec} (${reasonIn(stderr)}): check the network and npm's registry `
            + `setting, then build again, ${ALTERNATIVE}`);
    }

    const tarballs = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
    if (tarballs.length !== 1) {
        throw new Error(`npm pack ${spec} was to leave one .tgz file, it left ${tarballs.length}`);
    }

    return join(folder, tarballs[0]);
}

async function isOnPath() {
    const name = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    for (const folder of (process.env.PATH ?? '').split(delimiter).filter(entry => entry !== '')) {
        try {
            await access(join(folder, name), constants.X_OK);
            return true;
        } catch {
            // Not in this folder; the next may have it.
        }
    }

    return false;
}

function run(args, cwd) {
    return new Promise((resolve, reject) => {
        // Node starts a .cmd only through the shell; no argument holds a space or a quote, the folder is the cwd.
        const child = spawn('npm', args, {
            cwd,
            shell: process.platform === 'win32',
            stdio: ['ignore', 'ignore', 'pipe'],
            timeout: TIMEOUT_MS,
        });
        let stderr = '';
        child.stderr.setEncoding('utf8').on('data', text => {
            stderr = (stderr + text).slice(-STDERR_MAX_CHARS);
        });
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ code: code ?? signal, stderr }));
    });
}

// npm says "npm error code ENOTFOUND" first, then several lines of advice.
function reasonIn(stderr) {
    const code = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr);
    const line = stderr.split('\n').map(text => text.trim()).find(text => text !== '');
    return code?.[1] ?? line ?? 'it gave no reason';
}
