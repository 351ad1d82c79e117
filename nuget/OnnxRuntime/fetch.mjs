// Fills a cache folder with the ONNX Runtime sources and natives of one npm package, once per user.
//   node fetch.mjs NAME@VERSION INTEGRITY FOLDER
// The folder appears whole, by a rename, or not at all. A failure is one line on stderr and exit code 1.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { missingFrom, placeOf } from './layout.mjs';
import { acquire } from './lock.mjs';
import { pack } from './npm.mjs';
import { filesIn } from './tar.mjs';

const MARKER = 'complete';
const ABANDONED_AFTER_MS = 60 * 60_000;

const [spec, integrity, folderArgument] = process.argv.slice(2);
try {
    if (folderArgument === undefined || !integrity.startsWith('sha512-')) {
        throw new Error('usage: node fetch.mjs NAME@VERSION sha512-BASE64 FOLDER');
    }

    await fetchInto(resolve(folderArgument));
} catch (error) {
    process.stderr.write(`${error.message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
    process.exitCode = 1;
}

async function fetchInto(folder) {
    await mkdir(dirname(folder), { recursive: true });
    const lock = `${folder}.lock`;
    const release = await acquire(lock, () => isComplete(folder));
    if (release === null) {
        return;
    }

    const staging = `${folder}.tmp-${randomUUID()}`;
    const interrupted = () => {
        rmSync(staging, { recursive: true, force: true });
        rmSync(lock, { force: true });
        process.exit(1);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    try {
        await removeAbandoned(folder);
        await fill(staging);
        await publish(staging, folder);
    } finally {
        await rm(staging, { recursive: true, force: true });
        await release();
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    }
}

async function fill(staging) {
    const download = join(staging, 'download');
    await mkdir(download, { recursive: true });
    const tarball = await pack(spec, download);
    const actual = await integrityOf(tarball);
    if (actual !== integrity) {
        throw new Error(`${spec} is not what was reviewed: expected ${integrity}, got ${actual}; nothing was kept`);
    }

    const places = await extract(tarball, join(staging, 'content'));
    const missing = missingFrom(places);
    if (missing.length > 0) {
        throw new Error(`${spec} does not hold what is needed: ${missing.join(', ')} is missing`);
    }

    await writeFile(join(staging, 'content', MARKER), `${spec} ${integrity}\n`);
}

async function integrityOf(tarball) {
    const hash = createHash('sha512');
    await pipeline(createReadStream(tarball), hash);
    return `sha512-${hash.digest('base64')}`;
}

async function extract(tarball, target) {
    const places = [];
    for await (const { path, content } of filesIn(tarball)) {
        const place = placeOf(path);
        if (place !== null) {
            await mkdir(dirname(join(target, place)), { recursive: true });
            await pipeline(content, createWriteStream(join(target, place)));
            places.push(place);
        }
    }

    return places;
}

async function publish(staging, folder) {
    if (await exists(folder) && !(await isComplete(folder))) {
        // Someone deleted a part of it by hand: move the rest aside, it goes with the staging folder.
        await rename(folder, join(staging, 'broken'));
    }

    try {
        await rename(join(staging, 'content'), folder);
    } catch (error) {
        if (!(await isComplete(folder))) {
            throw error;
        }
    }
}

// Left by a build that was killed: 150 MB each.
async function removeAbandoned(folder) {
    const siblings = await readdir(dirname(folder));
    for (const name of siblings.filter(sibling => sibling.startsWith(`${basename(folder)}.tmp-`))) {
        const path = join(dirname(folder), name);
        if (Date.now() - (await stat(path)).mtimeMs > ABANDONED_AFTER_MS) {
            await rm(path, { recursive: true, force: true });
        }
    }
}

function isComplete(folder) {
    return exists(join(folder, MARKER));
}

async function exists(path) {
    try {
        await access(path);
        return true;
    } catch (error) {
        if (error.code === 'ENOENT') {
            return false;
        }

        throw error;
    }
}
