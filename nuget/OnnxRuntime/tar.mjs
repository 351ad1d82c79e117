// Reads a gzipped tar archive as a stream, with nothing but what Node carries.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const BLOCK = 512;
const MAX_PAX_BYTES = 1024 * 1024;

/**
 * Yields { path, size, content } for every regular file. `content` is an async iterable of buffers; what the
 * caller leaves of it is skipped.
 */
export async function* filesIn(archive) {
    const bytes = new ByteStream(createReadStream(archive).pipe(createGunzip()));
    let overrides = {};
    for (;;) {
        const header = await bytes.take(BLOCK);
        if (header.every(value => value === 0)) {
            return;
        }

        const size = overrides.size === undefined ? octal(header, 124, 12) : Number(overrides.size);
        const padding = (BLOCK - (size % BLOCK)) % BLOCK;
        const type = String.fromCharCode(header[156]);
        if (type === 'x') {
            overrides = paxRecords(await bytes.take(checkedPaxSize(size)));
            await bytes.skip(padding);
            continue;
        }

        if (type === 'L') {
            throw new Error('the archive uses GNU long names, which this reader does not know');
        }

        const unread = { left: size };
        if (type === '0' || type === '\0') {
            yield { path: overrides.path ?? pathOf(header), size, content: bytes.upTo(unread) };
        }

        await bytes.skip(unread.left + padding);
        overrides = {};
    }
}

function pathOf(header) {
    const name = text(header, 0, 100);
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}

function text(header, start, length) {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString('utf8');
}

function octal(header, start, length) {
    const value = Number.parseInt(text(header, start, length).trim(), 8);
    if (!Number.isSafeInteger(value) || value < 0) {
        throw new Error('the archive holds a header that is not tar');
    }

    return value;
}

function checkedPaxSize(size) {
    if (size > MAX_PAX_BYTES) {
        throw new Error(`the archive holds an extended header of ${size} bytes, at most ${MAX_PAX_BYTES} are read`);
    }

    return size;
}

// A record is "LENGTH KEY=VALUE\n" where LENGTH counts the whole record in bytes.
function paxRecords(block) {
    const records = {};
    for (let start = 0; start < block.length;) {
        const space = block.indexOf(0x20, start);
        const length = Number.parseInt(block.subarray(start, space).toString('latin1'), 10);
        const [, key, value] = /^([^=]*)=(.*)\n$/s.exec(block.subarray(space + 1, start + length).toString('utf8'));
        records[key] = value;
        start += length;
    }

    return records;
}

class ByteStream {
    #chunks;
    #current = Buffer.alloc(0);

    constructor(source) {
        this.#chunks = source[Symbol.asyncIterator]();
    }

    async take(count) {
        const parts = [];
        for await (const part of this.upTo({ left: count })) {
            parts.push(part);
        }

        return Buffer.concat(parts);
    }

    async skip(count) {
        const unread = { left: count };
        for await (const part of this.upTo(unread)) {
            void part;
        }
    }

    /** Yields buffers until `unread.left` reaches zero. */
    async* upTo(unread) {
        while (unread.left > 0) {
            if (this.#current.length === 0) {
                const next = await this.#chunks.next();
                if (next.done) {
                    throw new Error('the archive ends early');
                }

                this.#current = next.value;
                continue;
            }

            const part = this.#current.subarray(0, unread.left);
            this.#current = this.#current.subarray(part.length);
            unread.left -= part.length;
            yield part;
        }
    }
}
