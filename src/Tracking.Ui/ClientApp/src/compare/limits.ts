/** As many runs as a comparison takes: their ids fit in an address. */
export const comparedMax = 50

/** From so many on runs are rows: more columns than that are not read side by side. */
export const transposedFrom = 9
