// What every client is asked to do, and how it reports: one line of JSON for each check at each provider.
import assert from "node:assert/strict";

export const base = process.env.CHANGEOVER_URL;
export const key = process.env.CHANGEOVER_KEY;
export const wrongKey = "sk-nobody-0123456789";

export const sentence = "The quick brown fox";
export const system = "Be brief.";
export const twoTools = "sandbox: tools=2\nWhat is the weather?";
export const json = "sandbox: json\nParis";
export const long = "sandbox: words=5000";
export const tools = ["get_weather", "get_time"];
export const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
export const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A provider that is only asked in words for this form still answers so: it is what the sandbox says of itself in JSON. */
export const form = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"], additionalProperties: false };
export const inForm = { answer: "Paris" };

/** Tokens that the sandbox counts for a picture: a prompt with fewer has lost it. */
export const pictureTokens = 85;

/** Providers without sight: their answer is a refusal, as it was before the gateway. */
export const blind = ["deepseek"];

/** The same provider, which has had too many requests; and which breaks off after a few words. */
export const busy = model => `busy-${model}`;
export const broken = model => `broken-${model}`;

export function calledBoth(calls) {
  assert.deepEqual(calls.map(call => call.name), tools);
  for (const { arguments: given } of calls) {
    assert.equal(typeof (typeof given === "string" ? JSON.parse(given) : given).city, "string");
  }
}

/** The error that a call ends with. */
export async function errorOf(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail("no error");
}

/** Reads a stream to its end. */
export async function exhaust(stream) {
  for await (const _ of stream);
}

/** Stops after the first piece that holds something. */
export async function leave(stream, holds, stop) {
  let left = false;
  try {
    for await (const piece of stream) {
      if (!holds(piece)) continue;
      left = true;
      stop();
    }
  } catch (error) {
    if (!/abort/i.test(`${error.name} ${error.message}`)) throw error;
  }
  assert.ok(left, "nothing came");
}

/** Runs each check against each provider; the providers side by side. */
export async function run(client, checks) {
  const supplies = JSON.parse(process.env.CHANGEOVER_SUPPLIES);
  await Promise.all(Object.entries(supplies).map(async ([provider, model]) => {
    for (const [check, body] of Object.entries(checks)) {
      let fault = null;
      try {
        await body(model, provider);
      } catch (error) {
        fault = `${error.name}: ${error.message}`;
      }
      console.log(JSON.stringify({ client, provider, check, fault }));
    }
  }));
}
