// Every SDK of the vendors against every kind of provider: node sdks.mjs BASE_URL ROUTE…; one JSON line for each check.
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI from "openai";
import { Ollama } from "ollama";
import { generateText, jsonSchema, streamText, tool } from "ai";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

globalThis.AI_SDK_LOG_WARNINGS = false;
const [base, ...routes] = process.argv.slice(2);
const apiKey = "sk-any";
const question = "The quick brown fox";
const wish = "sandbox: tools=2\nWhat is the weather?";
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
const names = ["get_weather", "get_time"];
const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
const gone = (error) => error?.status === 404 || error?.statusCode === 404 || error?.status_code === 404;

const openai = new OpenAI({ baseURL: `${base}/v1`, apiKey, maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: base, apiKey, maxRetries: 0 });
const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: base } });
const ollama = new Ollama({ host: base });

async function collect(stream, text) {
  let all = "";
  for await (const each of stream) all += text(each) ?? "";
  return all;
}

/** A stream that is left after its first content. */
async function leave(stream) {
  for await (const _ of stream) return "left";
}

const chatTools = names.map((name) => ({ type: "function", function: { name, parameters } }));
const aiTools = Object.fromEntries(names.map((name) => [name, tool({ inputSchema: jsonSchema(parameters) })]));

function vercel(model) {
  return {
    text: async (route) => (await generateText({ model: model(route), prompt: question, maxRetries: 0 })).text,
    stream: async (route) => collect(streamText({ model: model(route), prompt: question, maxRetries: 0 }).textStream, (text) => text),
    tools: async (route) => (await generateText({ model: model(route), prompt: wish, tools: aiTools, maxRetries: 0 })).toolCalls.map((call) => call.toolName),
    missing: async () => generateText({ model: model("nope"), prompt: question, maxRetries: 0 }),
  };
}

const sdks = {
  "openai chat": {
    text: async (model) => (await openai.chat.completions.create({ model, messages: [{ role: "user", content: question }] })).choices[0].message.content,
    stream: async (model) => collect(await openai.chat.completions.create({ model, stream: true, messages: [{ role: "user", content: question }] }), (chunk) => chunk.choices[0]?.delta.content),
    tools: async (model) => (await openai.chat.completions.create({ model, tools: chatTools, messages: [{ role: "user", content: wish }] })).choices[0].message.tool_calls.map((call) => call.function.name),
    picture: async (model) => (await openai.chat.completions.create({ model, messages: [{ role: "user", content: [{ type: "text", text: question }, { type: "image_url", image_url: { url: `data:image/png;base64,${picture}` } }] }] })).choices[0].message.content,
    abort: async (model) => leave(await openai.chat.completions.create({ model, stream: true, messages: [{ role: "user", content: "sandbox: words=2000" }] })),
    missing: async () => openai.chat.completions.create({ model: "nope", messages: [{ role: "user", content: question }] }),
  },
  "openai responses": {
    text: async (model) => (await openai.responses.create({ model, input: question, store: false })).output_text,
    stream: async (model) => collect(await openai.responses.create({ model, input: question, store: false, stream: true }), (event) => (event.type === "response.output_text.delta" ? event.delta : "")),
    tools: async (model) => (await openai.responses.create({ model, input: wish, store: false, tools: names.map((name) => ({ type: "function", name, parameters, strict: true })) })).output.filter((item) => item.type === "function_call").map((call) => call.name),
    picture: async (model) => (await openai.responses.create({ model, store: false, input: [{ role: "user", content: [{ type: "input_text", text: question }, { type: "input_image", image_url: `data:image/png;base64,${picture}` }] }] })).output_text,
    abort: async (model) => leave(await openai.responses.create({ model, input: "sandbox: words=2000", store: false, stream: true })),
    missing: async () => openai.responses.create({ model: "nope", input: question, store: false }),
  },
  anthropic: {
    text: async (model) => (await anthropic.messages.create({ model, max_tokens: 500, messages: [{ role: "user", content: question }] })).content[0].text,
    stream: async (model) => (await anthropic.messages.stream({ model, max_tokens: 500, messages: [{ role: "user", content: question }] }).finalMessage()).content[0].text,
    tools: async (model) => (await anthropic.messages.create({ model, max_tokens: 500, tools: names.map((name) => ({ name, input_schema: parameters })), messages: [{ role: "user", content: wish }] })).content.filter((block) => block.type === "tool_use").map((call) => call.name),
    picture: async (model) => (await anthropic.messages.create({ model, max_tokens: 500, messages: [{ role: "user", content: [{ type: "text", text: question }, { type: "image", source: { type: "base64", media_type: "image/png", data: picture } }] }] })).content[0].text,
    abort: async (model) => leave(await anthropic.messages.create({ model, max_tokens: 5000, stream: true, messages: [{ role: "user", content: "sandbox: words=2000" }] })),
    missing: async () => anthropic.messages.create({ model: "nope", max_tokens: 5, messages: [{ role: "user", content: question }] }),
  },
  "google genai": {
    text: async (model) => (await google.models.generateContent({ model, contents: question })).text,
    stream: async (model) => collect(await google.models.generateContentStream({ model, contents: question }), (chunk) => chunk.text),
    tools: async (model) => (await google.models.generateContent({ model, contents: wish, config: { tools: [{ functionDeclarations: names.map((name) => ({ name, parametersJsonSchema: parameters })) }] } })).functionCalls.map((call) => call.name),
    picture: async (model) => (await google.models.generateContent({ model, contents: [{ role: "user", parts: [{ text: question }, { inlineData: { mimeType: "image/png", data: picture } }] }] })).text,
    abort: async (model) => leave(await google.models.generateContentStream({ model, contents: "sandbox: words=2000" })),
    missing: async () => google.models.generateContent({ model: "nope", contents: question }),
  },
  ollama: {
    text: async (model) => (await ollama.chat({ model, messages: [{ role: "user", content: question }] })).message.content,
    stream: async (model) => collect(await ollama.chat({ model, stream: true, messages: [{ role: "user", content: question }] }), (part) => part.message.content),
    tools: async (model) => (await ollama.chat({ model, tools: chatTools, messages: [{ role: "user", content: wish }] })).message.tool_calls.map((call) => call.function.name),
    picture: async (model) => (await ollama.chat({ model, messages: [{ role: "user", content: question, images: [picture] }] })).message.content,
    missing: async () => ollama.chat({ model: "nope", messages: [{ role: "user", content: question }] }),
  },
  "ai openai": vercel((route) => createOpenAI({ baseURL: `${base}/v1`, apiKey })(route)),
  "ai openai-compatible": vercel((route) => createOpenAICompatible({ name: "changeover", baseURL: `${base}/v1`, apiKey })(route)),
  "ai anthropic": vercel((route) => createAnthropic({ baseURL: `${base}/v1`, apiKey })(route)),
};

const wanted = { text: question, stream: question, picture: question, abort: "left", tools: JSON.stringify(names) };

async function check(sdk, name, route) {
  let seen;
  try {
    const got = await sdks[sdk][name](route);
    seen = Array.isArray(got) ? JSON.stringify(got) : String(got);
  } catch (error) {
    seen = name === "missing" && gone(error) ? "gone" : `${error?.name}: ${error?.message}`;
  }
  console.log(JSON.stringify({ sdk, name, route, ok: seen === (wanted[name] ?? "gone"), seen: seen.slice(0, 500) }));
}

for (const sdk of Object.keys(sdks)) {
  for (const name of Object.keys(sdks[sdk])) {
    for (const route of name === "missing" ? routes.slice(0, 1) : routes) await check(sdk, name, route);
  }
}
process.exit(0);
