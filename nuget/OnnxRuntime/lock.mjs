// One fetch at a time per cache folder, across processes. The lock only saves work: the rename at the end is
// atomic, so two holders (one taken for dead wrongly) still leave a whole folder behind.
import { open, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const STALE_AFTER_MS = 30_000;
const POLL_MS = 200;
const WAIT_MAX_MS = 20 * 60_000;

/** Waits for the lock; gives a function that releases it, or null as soon as `isDone()` says the work is done. */
export async function acquire(path, isDone) {
    const deadline = Date.now() + WAIT_MAX_MS;
    while (!(await isDone())) {
        if (await create(path)) {
            return keepAlive(path);
        }

        if (await isStale(path)) {
            await rm(path, { force: true });
        } else if (Date.now() > deadline) {
            throw new Error(`another build has held ${path} for 20 minutes; delete that file if none is running`);
        } else {
            await delay(POLL_MS);
        }
    }

    return null;
}

async function create(path) {
    try {
        await (await open(path, 'wx')).close();
        return true;
    } catch (error) {
        // Windows says EPERM or EBUSY while the previous holder's file is being deleted.
        if (['EEXIST', 'EBUSY'].includes(error.code) || (error.code === 'EPERM' && process.platform === 'win32')) {
            return false;
        }

        throw error;
    }
}

async function isStale(path) {
    try {
        return Date.now() - (await stat(path)).mtimeMs > STALE_AFTER_MS;
    } catch (error) {
        if (error.code === 'ENOENT') {
            return false;
        }

        throw error;
    }
}

function keepAlive(path) {
    const beat = setInterval(() => {
        const now = new Date();
        // The next beat or the stale check tells; a failed touch is no reason to stop a download.
        utimes(path, now, now).catch(() => {});
    }, HEARTBEAT_MS);
    return async () => {
        clearInterval(beat);
        await rm(path, { force: true });
    };
}
