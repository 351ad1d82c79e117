// Which files of the npm package are kept, and where: C# sources, and natives as a NuGet package lays them out.
const RIDS = {
    'Linux/x64': 'linux-x64',
    'Windows/x64': 'win-x64',
    'Windows/arm64': 'win-arm64',
    'macOS/arm64': 'osx-arm64',
};

const NOTICES = ['LICENSE', 'ThirdPartyNotices.txt'];

/** The path below the cache folder that a file of the archive goes to, or null if it is not wanted. */
export function placeOf(path) {
    if (path.split('/').includes('..')) {
        throw new Error(`the archive holds a path that leaves its folder: ${path}`);
    }

    const source = /^package\/Runtime\/(.+\.cs)$/.exec(path);
    if (source) {
        return `sources/${source[1]}`;
    }

    const native = /^package\/Plugins\/([^/]+\/[^/]+)\/([^/]+\.(?:so|dll|dylib))$/.exec(path);
    if (native && RIDS[native[1]]) {
        return `runtimes/${RIDS[native[1]]}/native/${native[2]}`;
    }

    const notice = NOTICES.find(name => path === `package/${name}`);
    return notice ?? null;
}

/** What must be there after extraction and is not: prefixes of paths, empty if nothing is amiss. */
export function missingFrom(places) {
    const wanted = ['sources/', ...Object.values(RIDS).map(rid => `runtimes/${rid}/native/`), ...NOTICES];
    return wanted.filter(prefix => !places.some(place => place.startsWith(prefix)));
}
