import type { makeApi } from './app.ts'

/** The API's type for `hc`: paths, inputs and answers. Nothing of it exists at run time. */
export type AppType = ReturnType<typeof makeApi>
