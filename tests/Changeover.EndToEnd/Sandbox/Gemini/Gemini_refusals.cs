using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>The sandbox refuses what the Gemini API refuses, in its words.</summary>
public sealed class Gemini_refusals
{
    private const string Call = """{"role":"model","parts":[{"functionCall":{"name":"weather","args":{}}}]}""";
    private const string TwoCalls = """{"role":"model","parts":[{"functionCall":{"name":"weather","args":{}}},{"functionCall":{"name":"time","args":{}}}]}""";
    private const string Response = """{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"ok":true}}}]}""";
    private const string OtherResponse = """{"role":"user","parts":[{"functionResponse":{"name":"time","response":{}}}]}""";
    private const string Unequal = "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
    private const string NoCallBefore = "Please ensure that function response turn comes immediately after a function call turn.";
    private const string NoUserBefore = "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "* GenerateContentRequest.contents: contents is not specified\n")]
    [InlineData("""{"role":"assistant","parts":[{"text":"x"}]}""", "Please use a valid role: user, model.")]
    [InlineData("""{"role":"user","parts":[]}""", "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.\n")]
    [InlineData("""{"role":"user","parts":[{"text":""}]}""", "* GenerateContentRequest.contents[0].parts[0].data: required oneof field 'data' must have one initialized field\n")]
    [InlineData("""{"role":"user","parts":[{"thought":true}]}""", "* GenerateContentRequest.contents[0].parts[0].data: required oneof field 'data' must have one initialized field\n")]
    [InlineData("""{"role":"model","parts":[{"text":"x"}]}""", "Please ensure that single turn requests end with a user role or the role field is empty.")]
    [InlineData($"USER,{Call}", Unequal)]
    [InlineData($"USER,{Call},USER", Unequal)]
    [InlineData($"USER,{TwoCalls},{Response}", Unequal)]
    [InlineData($"USER,{TwoCalls},{Response},{OtherResponse}", Unequal)]
    [InlineData($"USER,{Call},{OtherResponse}", Unequal)]
    [InlineData($"USER,{Response}", NoCallBefore)]
    [InlineData($"USER,{Call},{Response},USER,{Response}", NoCallBefore)]
    [InlineData($"{Call},{Response}", NoUserBefore)]
    [InlineData("""USER,{"role":"model","parts":[{"text":"let me see"}]},""" + $"{Call},{Response}", NoUserBefore)]
    public async Task Of_turns_that_do_not_fit_together(string turns, string message)
    {
        var error = await RefusedAsync($$"""{"contents":[{{turns.Replace("USER", AskGemini.User("hi"), StringComparison.Ordinal)}}]}""");

        Assert.Equal(message, (string?)error["message"]);
    }

    [Theory]
    [InlineData(""","tool_choice":"auto" """, """Unknown name "tool_choice": Cannot find field.""")]
    [InlineData(""","generationConfig":{"max_tokens":3}""", """Unknown name "max_tokens" at 'generation_config': Cannot find field.""")]
    [InlineData(""","generationConfig":{"maxOutputTokens":"many"}""", """Invalid value at 'generation_config.max_output_tokens' (TYPE_INT32), "many" """)]
    [InlineData(""","systemInstruction":"be short" """, """Invalid value at 'system_instruction' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content), "be short" """)]
    public async Task Of_names_and_types_that_the_message_has_not(string more, string message)
    {
        var error = await RefusedAsync(AskGemini.Chat("hi", more));

        Assert.Contains(message.TrimEnd(), (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal((string?)error["message"], (string?)error["details"]![0]!["fieldViolations"]![0]!["description"]);
    }

    [Theory]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"$ref":"#/$defs/x"}}}""", """Unknown name "$ref" at 'PATH.properties[0].value': Cannot find field.""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", """Unknown name "additionalProperties" at 'PATH': Cannot find field.""")]
    [InlineData("""{"$schema":"x","type":"object","properties":{"a":{"type":"string"}}}""", """Unknown name "$schema" at 'PATH': Cannot find field.""")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":"STRING","const":"x"}}}""", """Unknown name "const" at 'PATH.properties[0].value': Cannot find field.""")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":["string","null"]}}}""", """Unknown name "type" at 'PATH.properties[0].value': Proto field is not repeating, cannot start list.""")]
    [InlineData("""{"type":"OBJECT"}""", "PATH.properties: should be non-empty for OBJECT type")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":"ARRAY"}}}""", "PATH.properties[a].items: missing field.")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":"INTEGER","enum":["1"]}}}""", "PATH.properties[a].enum: only allowed for STRING type")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":"STRING","format":"uri"}}}""", "PATH.properties[a].format: only 'enum' and 'date-time' are supported for STRING type")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{"type":"STRING"}},"required":["b"]}""", "PATH.required[0]: property is not defined")]
    [InlineData("""{"type":"OBJECT","properties":{"a":{}}}""", "PATH.properties[a].type: must be specified")]
    public async Task Of_schemas_outside_the_subset(string schema, string message)
    {
        var tool = await RefusedAsync(AskGemini.Chat("hi", ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":" + schema + "}]}]"));
        var format = await RefusedAsync(AskGemini.Chat("hi", ",\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":" + schema + "}"));

        Assert.Contains(message.Replace("PATH", "tools[0].function_declarations[0].parameters", StringComparison.Ordinal), (string?)tool["message"], StringComparison.Ordinal);
        Assert.Contains(message.Replace("PATH", "generation_config.response_schema", StringComparison.Ordinal), (string?)format["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ""","generationConfig":{"temperature":2.5}""", "temperature: must be in the range [0, 2].")]
    [InlineData("gemini-2.5-flash", ""","generationConfig":{"stopSequences":["1","2","3","4","5","6"]}""", "at most 5 stop sequences")]
    [InlineData("gemini-2.5-flash", ""","generationConfig":{"thinkingConfig":{"thinkingLevel":"low"}}""", "Thinking level is not supported for this model.")]
    [InlineData("gemini-3-pro-preview", ""","generationConfig":{"thinkingConfig":{"thinkingLevel":"low","thinkingBudget":5}}""", "only one of thinking budget and thinking level")]
    [InlineData("gemini-2.5-pro", ""","generationConfig":{"thinkingConfig":{"thinkingBudget":0}}""", "Budget 0 is invalid.")]
    [InlineData("gemini-2.5-flash", ""","generationConfig":{"responseMimeType":"application/json"},"tools":[TOOL]""", "'application/json' is unsupported")]
    [InlineData("gemini-2.5-flash", ""","tools":[{"functionDeclarations":[{"name":"1st"}]}]""", "Invalid function name.")]
    [InlineData("gemini-2.5-flash", ""","tools":[TOOL,TOOL]""", "Duplicate function declaration found: weather")]
    [InlineData("gemini-2.5-flash", ""","tools":[TOOL],"toolConfig":{"functionCallingConfig":{"mode":"AUTO","allowedFunctionNames":["time"]}}""", "should only be set when function calling mode is ANY")]
    public async Task Of_settings_that_the_model_has_not(string model, string more, string message)
    {
        var error = await RefusedAsync(AskGemini.Chat("hi", more.Replace("TOOL", AskGemini.Weather, StringComparison.Ordinal)), model);

        Assert.Contains(message, (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 403, "PERMISSION_DENIED")]
    [InlineData("AIza-wrong", 400, "INVALID_ARGUMENT")]
    public async Task Of_a_key_that_is_missing_or_wrong(string? key, int status, string name)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { AcceptedKeys = ["AIza-right"] } }, Cancellation);
        using var ask = new AskGemini(sandbox) { Key = key };

        var error = (await ask.GenerateAsync(AskGemini.Chat("hi")).JsonAsync())["error"]!;

        Assert.Equal((status, name), ((int)error["code"]!, (string)error["status"]!));
        if (key is not null) Assert.Equal("API_KEY_INVALID", (string?)error["details"]![0]!["reason"]);
    }

    private static async Task<JsonNode> RefusedAsync(string json, string model = "gemini-2.5-flash")
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var error = (await ask.GenerateAsync(json, model).JsonAsync())["error"]!;
        Assert.Equal((400, "INVALID_ARGUMENT"), ((int)error["code"]!, (string)error["status"]!));
        return error;
    }
}
