using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Changeover.EndToEnd.Dialects;

/// <summary>OpenAI's own client for .NET in front of every kind of provider: chat, responses, embeddings.</summary>
public sealed class OpenAIs_SDK_for_NET(TroubledGateway troubled) : IClassFixture<TroubledGateway>
{
    private const string Sentence = "The quick brown fox";
    private const string TwoTools = "sandbox: tools=2\nWhat is the weather?";
    private const string Form = """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""";
    private const string City = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";
    private static readonly byte[] Picture = [137, 80, 78, 71];
    private static readonly string[] Tools = ["get_weather", "get_time"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Providers { get; } = [.. TroubledGateway.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Chats_whole_and_streamed(string provider)
    {
        var chat = Chat(provider);
        ChatCompletion whole = await chat.CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage(Sentence)], cancellationToken: Cancellation);
        Assert.Equal((Sentence, ChatFinishReason.Stop, true), (whole.Content[0].Text, whole.FinishReason, whole.Usage.OutputTokenCount > 0));

        var text = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(Sentence)], cancellationToken: Cancellation))
        {
            update.ContentUpdate.ToList().ForEach(part => text.Append(part.Text));
            usage ??= update.Usage;
        }

        Assert.Equal(Sentence, text.ToString());
        Assert.True(usage!.OutputTokenCount > 0);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Chats_with_tools_a_form_and_a_picture(string provider)
    {
        var chat = Chat(provider);
        var options = new ChatCompletionOptions();
        Tools.ToList().ForEach(name => options.Tools.Add(ChatTool.CreateFunctionTool(name, null, BinaryData.FromString(City))));
        ChatCompletion calls = await chat.CompleteChatAsync([new UserChatMessage(TwoTools)], options, Cancellation);
        Assert.Equal(Tools, calls.ToolCalls.Select(call => call.FunctionName));
        Assert.All(calls.ToolCalls, call => Assert.NotNull(JsonNode.Parse(call.FunctionArguments)!["city"]));
        var streamed = new Dictionary<int, string>();
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(TwoTools)], options, Cancellation))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                streamed[call.Index] = streamed.GetValueOrDefault(call.Index) + call.FunctionArgumentsUpdate;
            }
        }

        Assert.Equal(2, streamed.Values.Count(arguments => JsonNode.Parse(arguments)!["city"] is not null));

        ChatCompletion formed = await chat.CompleteChatAsync(
            [new UserChatMessage("sandbox: json\nParis")], new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("form", BinaryData.FromString(Form), jsonSchemaIsStrict: true) }, Cancellation);
        Assert.Equal("Paris", (string?)JsonNode.Parse(formed.Content[0].Text)!["answer"]);

        Task<ClientResult<ChatCompletion>> LookAsync() => chat.CompleteChatAsync(
            [new UserChatMessage(ChatMessageContentPart.CreateTextPart(Sentence), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Picture), "image/png"))], cancellationToken: Cancellation);
        await SeesAsync(provider, async () => (await LookAsync()).Value.Usage.InputTokenCount);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Chats_and_is_told_what_is_wrong(string provider)
    {
        Assert.Equal(404, await StatusAsync(() => Chat("nobody", Client(), model: "nobody").CompleteChatAsync("hello")));
        Assert.Equal(401, await StatusAsync(() => Chat(provider, Client("sk-nobody")).CompleteChatAsync("hello")));
        Assert.Equal(429, await StatusAsync(() => Chat(provider, Client(), "busy-").CompleteChatAsync("hello")));

        // This client takes an error event for an update without content: that no finish reason came is all that it shows of an answer that broke off.
        ChatFinishReason? finish = null;
        await foreach (var update in Chat(provider, Client(), "broken-").CompleteChatStreamingAsync("sandbox: words=5000"))
        {
            finish ??= update.FinishReason;
        }

        Assert.Null(finish);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Responds_whole_and_streamed(string provider)
    {
        var responses = Client().GetResponsesClient();
        ResponseResult whole = await responses.CreateResponseAsync(Ask(provider, Sentence), Cancellation);
        Assert.Equal((Sentence, ResponseStatus.Completed, true), (whole.GetOutputText(), whole.Status, whole.Usage.OutputTokenCount > 0));

        var text = new StringBuilder();
        ResponseResult? last = null;
        var streamed = Ask(provider, Sentence);
        streamed.StreamingEnabled = true;
        await foreach (var update in await responses.CreateResponseStreamingAsync(streamed, Cancellation))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            last = (update as StreamingResponseCompletedUpdate)?.Response ?? last;
        }

        Assert.Equal((Sentence, Sentence), (text.ToString(), last!.GetOutputText()));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Responds_with_tools_a_form_and_a_picture(string provider)
    {
        var responses = Client().GetResponsesClient();
        var tools = Ask(provider, TwoTools);
        Tools.ToList().ForEach(name => tools.Tools.Add(ResponseTool.CreateFunctionTool(name, BinaryData.FromString(City), strictModeEnabled: true)));
        ResponseResult calls = await responses.CreateResponseAsync(tools, Cancellation);
        Assert.Equal(Tools, calls.OutputItems.OfType<FunctionCallResponseItem>().Select(call => call.FunctionName));
        tools.StreamingEnabled = true;
        var streamed = new List<string>();
        await foreach (var update in await responses.CreateResponseStreamingAsync(tools, Cancellation))
        {
            streamed.AddRange(update is StreamingResponseOutputItemDoneUpdate { Item: FunctionCallResponseItem call } ? [(string)JsonNode.Parse(call.FunctionArguments)!["city"]!] : []);
        }

        Assert.Equal(2, streamed.Count);

        var form = Ask(provider, "sandbox: json\nParis");
        form.TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("form", BinaryData.FromString(Form), jsonSchemaIsStrict: true) };
        ResponseResult formed = await responses.CreateResponseAsync(form, Cancellation);
        Assert.Equal("Paris", (string?)JsonNode.Parse(formed.GetOutputText())!["answer"]);

        var picture = Ask(provider, Sentence);
        picture.InputItems.Clear();
        picture.InputItems.Add(ResponseItem.CreateUserMessageItem([ResponseContentPart.CreateInputTextPart(Sentence), ResponseContentPart.CreateInputImagePart(BinaryData.FromBytes(Picture, "image/png"))]));
        await SeesAsync(provider, async () => (await responses.CreateResponseAsync(picture, Cancellation)).Value.Usage.InputTokenCount);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Responds_and_is_told_what_is_wrong(string provider)
    {
        var (mine, strange) = (Client().GetResponsesClient(), Client("sk-nobody").GetResponsesClient());
        Assert.Equal(404, await StatusAsync(() => mine.CreateResponseAsync("nobody", "hello")));
        Assert.Equal(401, await StatusAsync(() => strange.CreateResponseAsync(TroubledGateway.ModelOf(provider), "hello")));
        Assert.Equal(429, await StatusAsync(() => mine.CreateResponseAsync("busy-" + TroubledGateway.ModelOf(provider), "hello")));
        var wrong = Ask(provider, "hello");
        wrong.MaxOutputTokenCount = -1;
        Assert.Equal(400, await StatusAsync(() => mine.CreateResponseAsync(wrong, Cancellation)));
    }

    /// <summary>A client that leaves in the middle is seen to leave, by every provider.</summary>
    [Fact]
    public async Task Leaves_when_it_likes()
    {
        foreach (var provider in TroubledGateway.Providers)
        {
            await foreach (var update in Chat(provider).CompleteChatStreamingAsync("sandbox: words=5000"))
            {
                if (update.ContentUpdate.Count > 0)
                {
                    break;
                }
            }
        }

        Assert.Null(await troubled.MissingLeaversAsync(1));
    }

    /// <summary>Only who has vectors gives some; the others' clients are told so.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Embeds_where_there_are_vectors(string provider)
    {
        var embeddings = Client().GetEmbeddingClient(TroubledGateway.ModelOf(provider));
        if (provider is "anthropic" or "dashscope-native" or "hunyuan-native")
        {
            Assert.Equal(400, await StatusAsync(() => embeddings.GenerateEmbeddingsAsync(["a", "b"])));
            return;
        }

        var vectors = await embeddings.GenerateEmbeddingsAsync(["a", "b"], cancellationToken: Cancellation);
        Assert.Equal(2, vectors.Value.Count);
        Assert.All(vectors.Value, vector => Assert.True(vector.ToFloats().Length > 0));
    }

    /// <summary>The sandbox counts 85 tokens for a picture; who has no eyes says so.</summary>
    private static async Task SeesAsync(string provider, Func<Task<int>> look)
    {
        if (provider == "deepseek")
        {
            Assert.Equal(400, (await Assert.ThrowsAsync<ClientResultException>(look)).Status);
            return;
        }

        Assert.True(await look() >= 85);
    }

    private static async Task<int> StatusAsync(Func<Task> call) => (await Assert.ThrowsAsync<ClientResultException>(call)).Status;

    private ChatClient Chat(string provider) => Chat(provider, Client());

    private static ChatClient Chat(string provider, OpenAIClient client, string trouble = "", string? model = null) => client.GetChatClient(model ?? trouble + TroubledGateway.ModelOf(provider));

    private static CreateResponseOptions Ask(string provider, string text) =>
        new(TroubledGateway.ModelOf(provider), [ResponseItem.CreateUserMessageItem(text)]) { StoredOutputEnabled = false, Instructions = "Be brief." };

    private OpenAIClient Client(string? key = null) => new(
        new ApiKeyCredential(key ?? troubled.Key), new OpenAIClientOptions { Endpoint = new Uri(troubled.Gateway.Address, "v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
