/** The largest frame either side accepts, bytes. */
export const MAX_FRAME_BYTES = 64 * 1024
/** The most entries in one frame. */
export const MAX_BATCH = 200
