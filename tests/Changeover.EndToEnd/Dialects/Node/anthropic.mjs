import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import { base, blind, broken, busy, calledBoth, city, errorOf, form, inForm, json, key, leave, long, picture, pictureTokens, run, sentence, system, tools, twoTools, wrongKey } from "./checks.mjs";

const connect = apiKey => new Anthropic({ baseURL: base, apiKey, maxRetries: 0 });
const [client, stranger] = [connect(key), connect(wrongKey)];

const ask = (model, content, more) => ({ model, max_tokens: 8000, system, messages: [{ role: "user", content }], ...more });
const functions = { tools: tools.map(name => ({ name, input_schema: city })) };
const text = answer => answer.content.filter(block => block.type === "text").map(block => block.text).join("");
const called = answer => calledBoth(answer.content.filter(block => block.type === "tool_use").map(call => ({ name: call.name, arguments: call.input })));
const format = { output_config: { format: jsonSchemaOutputFormat(form) } };

await run("anthropic", {
  "text": async model => {
    const answer = await client.messages.create(ask(model, sentence));
    assert.equal(text(answer), sentence);
    assert.equal(answer.stop_reason, "end_turn");
    assert.ok(answer.usage.output_tokens > 0);
  },
  "stream": async model => {
    const answer = await client.messages.stream(ask(model, sentence)).finalMessage();
    assert.equal(text(answer), sentence);
    assert.ok(answer.usage.output_tokens > 0);
  },
  "tools": async model => called(await client.messages.create(ask(model, twoTools, functions))),
  "streamed tools": async model => called(await client.messages.stream(ask(model, twoTools, functions)).finalMessage()),
  "structured output": async model => assert.deepEqual((await client.messages.parse(ask(model, json, format))).parsed_output, inForm),
  "picture": async (model, provider) => {
    const content = [{ type: "text", text: sentence }, { type: "image", source: { type: "base64", media_type: "image/png", data: picture } }];
    const look = () => client.messages.create(ask(model, content));
    if (blind.includes(provider)) assert.ok(await errorOf(look) instanceof Anthropic.BadRequestError);
    else assert.ok((await look()).usage.input_tokens >= pictureTokens);
  },
  "count": async model => assert.ok((await client.messages.countTokens({ model, messages: [{ role: "user", content: sentence }] })).input_tokens > 0),
  "unknown model": async () => assert.ok(await errorOf(() => client.messages.create(ask("nobody", sentence))) instanceof Anthropic.NotFoundError),
  "bad request": async model => assert.ok(await errorOf(() => client.messages.create(ask(model, sentence, { temperature: "hot" }))) instanceof Anthropic.BadRequestError),
  "wrong key": async model => assert.ok(await errorOf(() => stranger.messages.create(ask(model, sentence))) instanceof Anthropic.AuthenticationError),
  "too many": async model => assert.ok(await errorOf(() => client.messages.create(ask(busy(model), sentence))) instanceof Anthropic.RateLimitError),
  "broken off": async model => assert.ok(await errorOf(() => client.messages.stream(ask(broken(model), long)).finalMessage()) instanceof Anthropic.APIError),
  "abort": async model => {
    const stream = client.messages.stream(ask(model, long));
    await leave(stream, event => event.type === "content_block_delta", () => stream.abort());
  },
});
