using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Embeddings;
using Changeover.Protocol.Json;
using CsCheck;

namespace Changeover.Tests.Protocol.Embeddings;

public sealed class EmbeddingTests
{
    private static readonly OpenAIEmbeddings OpenAI = new();
    private static readonly GeminiEmbeddings Gemini = new();
    private static readonly OllamaEmbeddings Ollama = new();

    private static readonly RequestAddress Batch = new("models/m", Variant: GeminiEmbeddings.BatchVariant);

    [Theory]
    [InlineData("""{"model":"m","input":["a","b"],"dimensions":3,"encoding_format":"base64","user":"u","odd":{"x":1.50}}""")]
    [InlineData("""{"model":"m","input":["a"]}""")]
    public void An_OpenAI_request_survives_the_neutral_form(string body) =>
        Assert.Equal(body, Write(OpenAI, Read(OpenAI, body, RequestAddress.None), "m", []));

    [Fact]
    public void A_Gemini_request_survives_the_neutral_form()
    {
        const string Body = """{"requests":[{"model":"models/m","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_DOCUMENT","title":"t","outputDimensionality":3},{"model":"models/m","content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":3}]}""";
        EmbeddingRequest request = Read(Gemini, Body, Batch);
        Assert.Equal(("m", 3), (request.OriginalModel, request.Dimensions));
        Assert.Equal(Body, Write(Gemini, request, "m", []));
    }

    [Fact]
    public void What_another_dialect_has_not_is_told()
    {
        var losses = new LossList();
        Write(OpenAI, Read(Gemini, """{"content":{"parts":[{"text":"a"},{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","title":"t","autoTruncate":true}""", new RequestAddress("m")), "x", losses);
        Assert.Equal(["autoTruncate", "taskType", "title"], losses.Select(loss => loss.Path));
        losses = [];
        string body = Write(Gemini, Read(Ollama, """{"model":"m","input":"a","truncate":true,"dimensions":2}""", RequestAddress.None), "x", losses);
        Assert.Equal("""{"requests":[{"model":"models/x","content":{"parts":[{"text":"a"}]},"outputDimensionality":2}]}""", body);
        Assert.Equal("truncate", Assert.Single(losses).Path);
        losses = [];
        Write(Gemini, Read(OpenAI, "{\"model\":\"m\",\"input\":[" + string.Join(',', Enumerable.Repeat("\"a\"", 101)) + "]}", RequestAddress.None), "x", losses);
        Assert.Equal("input", losses.Rejected?.Path);
    }

    [Fact]
    public void Vectors_survive_the_wire() =>
        Gen.Select(Gen.Single[-1, 1].Array[1, 4].List[1, 3], Gen.Bool).Sample((vectors, asBase64) =>
        {
            var answer = new EmbeddingAnswer("m", vectors, new TokenUsage { Input = 7 });
            EmbeddingRequest asked = Read(OpenAI, """{"model":"m","input":"a"}""", RequestAddress.None) with { AsBase64 = asBase64 };
            EmbeddingAnswer back = Answer(OpenAI, Write(OpenAI, answer, asked));
            Assert.Equal(vectors, back.Vectors);
            Assert.Equal(("m", answer.Usage), (back.ResponseModel, back.Usage));
            Assert.Equal(vectors, Answer(Gemini, Write(Gemini, answer, asked with { Variant = GeminiEmbeddings.BatchVariant })).Vectors);
            Assert.Equal(vectors[0], Assert.Single(Answer(Gemini, Write(Gemini, answer, asked)).Vectors));
            JsonNode ollama = JsonNode.Parse(Write(Ollama, answer, asked))!;
            Assert.Equal(vectors, ollama["embeddings"]!.AsArray().Select(vector => vector!.AsArray().Select(number => (float)number!).ToArray()));
            Assert.Equal(7, (int)ollama["prompt_eval_count"]!);
            Assert.Equal(vectors[0], JsonNode.Parse(Write(Ollama, answer, asked with { Variant = OllamaEmbeddings.PromptVariant }))!["embedding"]!.AsArray().Select(number => (float)number!));
        });

    [Theory]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":[[1,2]]}""", "input[0]")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"hex"}""", "encoding_format")]
    [InlineData("""{"input":"a"}""", "model")]
    public void A_bad_request_blames_its_field(string body, string param)
    {
        Assert.False(OpenAI.TryReadRequest(Encoding.UTF8.GetBytes(body), RequestAddress.None, out _, out RequestFault? fault));
        Assert.Equal(param, fault.Param);
    }

    [Theory]
    [InlineData("""{"requests":[]}""", "requests")]
    [InlineData("""{"requests":[{"content":{"parts":[{"inlineData":{}}]}}]}""", "requests[0].content.parts[0].text")]
    [InlineData("""{"requests":[{"model":"m"}]}""", "requests[0].content")]
    public void A_bad_batch_blames_its_field(string body, string param)
    {
        Assert.False(Gemini.TryReadRequest(Encoding.UTF8.GetBytes(body), Batch, out _, out RequestFault? fault));
        Assert.Equal(param, fault.Param);
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"index":1}]}""", "malformed_answer")]
    [InlineData("""{"data":[]}""", "malformed_answer")]
    [InlineData("""{"data":[{"embedding":"AAA="}]}""", "malformed_answer")]
    [InlineData("<html>", "malformed_answer")]
    [InlineData("""{"error":{"message":"m","type":"t"}}""", "t")]
    public void What_is_no_answer_is_an_error(string body, string type)
    {
        Assert.False(OpenAI.TryReadAnswer(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal(type, error.Type);
    }

    [Fact]
    public void Vectors_come_in_the_order_of_their_index() =>
        Assert.Equal([1, 2], Answer(OpenAI, """{"data":[{"embedding":[2],"index":1},{"embedding":[1],"index":0}]}""").Vectors.Select(vector => vector[0]));

    private static EmbeddingRequest Read(IEmbeddingClient client, string body, RequestAddress address)
    {
        Assert.True(client.TryReadRequest(Encoding.UTF8.GetBytes(body), address, out EmbeddingRequest? request, out RequestFault? fault), fault?.ToString());
        return request;
    }

    private static EmbeddingAnswer Answer(IEmbeddingProvider provider, string body)
    {
        Assert.True(provider.TryReadAnswer(Encoding.UTF8.GetBytes(body), out EmbeddingAnswer? answer, out UpstreamError? error), error?.ToString());
        return answer;
    }

    private static string Write(IEmbeddingProvider provider, EmbeddingRequest request, string model, LossList losses)
    {
        var output = new ArrayBufferWriter<byte>();
        provider.WriteRequest(request, model, output, losses);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Write(IEmbeddingClient client, EmbeddingAnswer answer, EmbeddingRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        client.WriteAnswer(answer, request, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
