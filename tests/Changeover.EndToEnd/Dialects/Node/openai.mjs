import assert from "node:assert/strict";
import OpenAI from "openai";
import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import { base, blind, broken, busy, calledBoth, city, errorOf, exhaust, inForm, json, key, leave, long, picture, pictureTokens, run, sentence, system, tools, twoTools, wrongKey } from "./checks.mjs";

const connect = apiKey => new OpenAI({ baseURL: `${base}/v1`, apiKey, maxRetries: 0 });
const [client, stranger] = [connect(key), connect(wrongKey)];
const Form = z.object({ answer: z.string() });
const image = `data:image/png;base64,${picture}`;

const chat = (model, content, more) => ({ model, messages: [{ role: "system", content: system }, { role: "user", content }], ...more });
const functions = { tools: tools.map(name => ({ type: "function", function: { name, parameters: city } })) };
const called = message => calledBoth(message.tool_calls.map(call => call.function));
const picturePart = [{ type: "text", text: sentence }, { type: "image_url", image_url: { url: image } }];

await run("openai chat", {
  "text": async model => {
    const answer = await client.chat.completions.create(chat(model, sentence));
    assert.equal(answer.choices[0].message.content, sentence);
    assert.equal(answer.choices[0].finish_reason, "stop");
    assert.ok(answer.usage.completion_tokens > 0);
  },
  "stream": async model => {
    const answer = await client.chat.completions.stream(chat(model, sentence, { stream_options: { include_usage: true } })).finalChatCompletion();
    assert.equal(answer.choices[0].message.content, sentence);
    assert.ok(answer.usage.completion_tokens > 0);
  },
  "tools": async model => called((await client.chat.completions.create(chat(model, twoTools, functions))).choices[0].message),
  "streamed tools": async model => called((await client.chat.completions.stream(chat(model, twoTools, functions)).finalChatCompletion()).choices[0].message),
  "structured output": async model => {
    const answer = await client.chat.completions.parse(chat(model, json, { response_format: zodResponseFormat(Form, "form") }));
    assert.deepEqual(answer.choices[0].message.parsed, inForm);
  },
  "picture": async (model, provider) => {
    const ask = () => client.chat.completions.create(chat(model, picturePart));
    if (blind.includes(provider)) assert.ok(await errorOf(ask) instanceof OpenAI.BadRequestError);
    else assert.ok((await ask()).usage.prompt_tokens >= pictureTokens);
  },
  "unknown model": async () => assert.ok(await errorOf(() => client.chat.completions.create(chat("nobody", sentence))) instanceof OpenAI.NotFoundError),
  "bad request": async model => assert.ok(await errorOf(() => client.chat.completions.create({ model, messages: [] })) instanceof OpenAI.BadRequestError),
  "wrong key": async model => assert.ok(await errorOf(() => stranger.chat.completions.create(chat(model, sentence))) instanceof OpenAI.AuthenticationError),
  "too many": async model => assert.ok(await errorOf(() => client.chat.completions.create(chat(busy(model), sentence))) instanceof OpenAI.RateLimitError),
  "broken off": async model => assert.ok(await errorOf(async () => exhaust(await client.chat.completions.create(chat(broken(model), long, { stream: true })))) instanceof OpenAI.APIError),
  "abort": async model => {
    const stream = await client.chat.completions.create(chat(model, long, { stream: true }));
    await leave(stream, chunk => chunk.choices[0]?.delta.content, () => stream.controller.abort());
  },
});

const respond = (model, input, more) => ({ model, instructions: system, input, store: false, ...more });
const functionTools = { tools: tools.map(name => ({ type: "function", name, parameters: city, strict: true })) };
const calls = answer => calledBoth(answer.output.filter(item => item.type === "function_call"));

await run("openai responses", {
  "text": async model => {
    const answer = await client.responses.create(respond(model, sentence));
    assert.equal(answer.output_text, sentence);
    assert.equal(answer.status, "completed");
    assert.ok(answer.usage.output_tokens > 0);
  },
  "stream": async model => {
    const answer = await client.responses.stream(respond(model, sentence)).finalResponse();
    assert.equal(answer.output_text, sentence);
    assert.ok(answer.usage.output_tokens > 0);
  },
  "tools": async model => calls(await client.responses.create(respond(model, twoTools, functionTools))),
  "streamed tools": async model => calls(await client.responses.stream(respond(model, twoTools, functionTools)).finalResponse()),
  "structured output": async model => {
    const answer = await client.responses.parse(respond(model, json, { text: { format: zodTextFormat(Form, "form") } }));
    assert.deepEqual(answer.output_parsed, inForm);
  },
  "picture": async (model, provider) => {
    const content = [{ type: "input_text", text: sentence }, { type: "input_image", image_url: image, detail: "auto" }];
    const ask = () => client.responses.create(respond(model, [{ role: "user", content }]));
    if (blind.includes(provider)) assert.ok(await errorOf(ask) instanceof OpenAI.BadRequestError);
    else assert.ok((await ask()).usage.input_tokens >= pictureTokens);
  },
  "unknown model": async () => assert.ok(await errorOf(() => client.responses.create(respond("nobody", sentence))) instanceof OpenAI.NotFoundError),
  "bad request": async model => assert.ok(await errorOf(() => client.responses.create(respond(model, sentence, { temperature: "hot" }))) instanceof OpenAI.BadRequestError),
  "wrong key": async model => assert.ok(await errorOf(() => stranger.responses.create(respond(model, sentence))) instanceof OpenAI.AuthenticationError),
  "too many": async model => assert.ok(await errorOf(() => client.responses.create(respond(busy(model), sentence))) instanceof OpenAI.RateLimitError),
  "broken off": async model => assert.ok(await errorOf(async () => exhaust(await client.responses.create(respond(broken(model), long, { stream: true })))) instanceof OpenAI.APIError),
  "abort": async model => {
    const stream = await client.responses.create(respond(model, long, { stream: true }));
    await leave(stream, event => event.type === "response.output_text.delta", () => stream.controller.abort());
  },
});
