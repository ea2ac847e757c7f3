import assert from "node:assert/strict";
import { Ollama } from "ollama";
import { base, blind, broken, busy, calledBoth, city, errorOf, exhaust, form, inForm, json, key, leave, long, picture, pictureTokens, run, sentence, system, tools, twoTools, wrongKey } from "./checks.mjs";

const connect = key => new Ollama({ host: base, headers: { authorization: `Bearer ${key}` } });
const [client, stranger] = [connect(key), connect(wrongKey)];

const ask = (model, content, more) => ({ model, messages: [{ role: "system", content: system }, { role: "user", content }], ...more });
const functions = { tools: tools.map(name => ({ type: "function", function: { name, description: name, parameters: city } })) };
const called = calls => calledBoth(calls.map(call => call.function));

await run("ollama", {
  "text": async model => {
    const answer = await client.chat(ask(model, sentence));
    assert.equal(answer.message.content, sentence);
    assert.equal(answer.done_reason, "stop");
    assert.ok(answer.eval_count > 0);
  },
  "stream": async model => {
    let [text, last] = ["", null];
    for await (const piece of await client.chat(ask(model, sentence, { stream: true }))) [text, last] = [text + piece.message.content, piece];
    assert.equal(text, sentence);
    assert.ok(last.done && last.eval_count > 0);
  },
  "tools": async model => called((await client.chat(ask(model, twoTools, functions))).message.tool_calls),
  "streamed tools": async model => {
    const calls = [];
    for await (const piece of await client.chat(ask(model, twoTools, { stream: true, ...functions }))) calls.push(...piece.message.tool_calls ?? []);
    called(calls);
  },
  "structured output": async model => assert.deepEqual(JSON.parse((await client.chat(ask(model, json, { format: form }))).message.content), inForm),
  "picture": async (model, provider) => {
    const look = () => client.chat({ model, messages: [{ role: "user", content: sentence, images: [picture] }] });
    if (blind.includes(provider)) assert.equal((await errorOf(look)).status_code, 400);
    else assert.ok((await look()).prompt_eval_count >= pictureTokens);
  },
  "unknown model": async () => assert.equal((await errorOf(() => client.chat(ask("nobody", sentence)))).status_code, 404),
  "bad request": async model => assert.equal((await errorOf(() => client.chat(ask(model, sentence, { options: "none" })))).status_code, 400),
  "wrong key": async model => assert.equal((await errorOf(() => stranger.chat(ask(model, sentence)))).status_code, 401),
  "too many": async model => assert.equal((await errorOf(() => client.chat(ask(busy(model), sentence)))).status_code, 429),
  "broken off": async model => assert.match((await errorOf(async () => exhaust(await client.chat(ask(broken(model), long, { stream: true }))))).message, /stream_interrupted|broke off|interrupted/),
  "abort": async model => {
    const stream = await client.chat(ask(model, long, { stream: true }));
    await leave(stream, piece => piece.message.content, () => stream.abort());
  },
});
