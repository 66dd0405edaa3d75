/** From a card's first byte on the serial line to the delta in a dashboard; needs a kiosk process. */
export async function run(): Promise<unknown> {
  throw new Error('the latency bench is not written yet')
}
