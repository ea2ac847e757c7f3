using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Changeover.Inference.Answering;
using Changeover.Inference.Decoding;
using Changeover.Inference.Loading;
using Changeover.Inference.Scheduling;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference;

/// <summary>A language model in this process. Safe for concurrent use: requests are decoded together, up to <see cref="EmbeddedModelOptions.Slots"/> of them.</summary>
public sealed class EmbeddedModel : IDisposable
{
    private readonly EmbeddedModelOptions _options;
    private readonly TimeProvider _time;
    private readonly GenerationPlanner _planner;
    private readonly DecodingLoop _loop;

    private EmbeddedModel(ModelCard card, GenerationPlanner planner, DecodingLoop loop, EmbeddedModelOptions options, TimeProvider time)
    {
        (Card, _planner, _loop, _options, _time) = (card, planner, loop, options, time);
    }

    /// <summary>Where the demo model lies, beside the program.</summary>
    public static string DemoFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "demo");

    /// <summary>What the model says about itself.</summary>
    public ModelCard Card { get; }

    /// <summary>Slots that are taken now; for health and metrics.</summary>
    public int UsedSlots => _loop.UsedSlots;

    /// <summary>Loads a model folder in the form of a Hugging Face ONNX export. Takes as long as reading the weights.</summary>
    /// <param name="folder">Holds <c>config.json</c>, <c>tokenizer.json</c>, <c>tokenizer_config.json</c> and the graph.</param>
    /// <param name="options">Slots, line, threads.</param>
    /// <param name="time">For deadlines and timestamps.</param>
    /// <exception cref="ModelLoadException">The folder is incomplete, damaged or not such a model; says what to do.</exception>
    public static EmbeddedModel Load(string folder, EmbeddedModelOptions options, TimeProvider time)
    {
        var files = ModelFolder.Open(folder);
        var config = ModelConfig.Read(files);
        var defaults = GenerationDefaults.Read(files);
        var tokenizer = TokenizerFile.Read(files, config.VocabularySize);
        var template = PromptTemplate.Read(files);
        var graphFile = files.GraphFile();
        var parameters = GraphFileCheck.Run(files, graphFile);
        var graph = DecoderGraph.Load(graphFile, config, options.Threads);
        var card = new ModelCard
        {
            Name = Path.GetFileName(files.Path),
            Folder = files.Path,
            ContextLength = Math.Min(options.ContextLength ?? config.ContextLength, config.ContextLength),
            VocabularySize = config.VocabularySize,
            Parameters = parameters,
            IsDemo = files.Path == DemoFolder,
        };
        var ids = new IdSource(options.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        var ends = config.EndTokens.Concat(defaults.EndTokens).Append(tokenizer.AddedId(template.EndToken) ?? -1)
            .Where(token => token >= 0 && token < config.VocabularySize).ToHashSet();
        var loop = new DecodingLoop(graph, PaddingProbe.Run(graph), tokenizer.Table, ends, ids, options);
        return new EmbeddedModel(card, new GenerationPlanner(card, template, tokenizer, defaults, ids, options.Slots, time), loop, options, time);
    }

    /// <summary>
    /// Answers a chat request. What can be expected to go wrong is an event <see cref="ChatEvent.Failed"/>: 400 for a request
    /// that the model cannot serve, 429 with a wait when no slot gets free in time, 503 when the model is being unloaded.
    /// Otherwise the last event is the exact usage, whether asked for or not; the end token counts as output.
    /// </summary>
    /// <param name="request">In the neutral form.</param>
    /// <param name="cancellationToken">Frees the slot within one token.</param>
    public async IAsyncEnumerable<ChatEvent> AnswerAsync(ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_planner.TryPlan(request, out var planned, out var refusal))
        {
            yield return new ChatEvent.Failed(refusal);
            yield break;
        }

        using var generation = planned;
        if (!await AdmittedAsync(generation, cancellationToken))
        {
            yield return new ChatEvent.Failed(EmbeddedErrors.Busy(_options.QueueDeadline));
            yield break;
        }

        await foreach (var next in generation.Events.ReadAllAsync(cancellationToken))
        {
            yield return next;
        }
    }

    /// <summary>Ends running requests with a failure and frees the model's memory.</summary>
    public void Dispose() => _loop.Dispose();

    private async Task<bool> AdmittedAsync(Generation generation, CancellationToken cancellationToken)
    {
        if (!_loop.TryEnter(generation))
        {
            return false;
        }

        try
        {
            await generation.Admitted.WaitAsync(_options.QueueDeadline, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return !_loop.TryLeave(generation);
        }
        catch (OperationCanceledException)
        {
            _loop.TryLeave(generation);
            throw;
        }
    }
}
