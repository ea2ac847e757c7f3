using System.Text.RegularExpressions;
using Changeover.Sandbox.Dialects.Anthropic;
using Changeover.Sandbox.Dialects.DashScope;
using Changeover.Sandbox.Dialects.Gemini;
using Changeover.Sandbox.Dialects.Hunyuan;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Dialects.Responses;

namespace Changeover.Sandbox.Dialects;

/// <summary>Which dialect a request speaks: method and path say it, whatever prefix the path has.</summary>
internal sealed class DialectTable(SandboxOptions options, SandboxState state)
{
    private readonly IReadOnlyList<Row> _rows =
    [
        new("POST", "/messages(/count_tokens)?$", new AnthropicDialect(state.Seals)),
        new("POST", "/services/aigc/(text|multimodal)-generation/generation$", new DashScopeDialect()),
        new("POST", "^/$", new HunyuanDialect(options.TencentSecretId, options.TencentSecretKey)),
        new("POST", "/models/[^/]+:[A-Za-z]+$", new GeminiDialect(state.Seals)),
        new("GET", "/v1beta/models(/[^/]+)?$", new GeminiDialect(state.Seals)),
        new("POST", "/responses(/input_tokens)?$", new ResponsesDialect(state)),
        new("GET", "/responses/[^/]+(/input_items)?$", new ResponsesDialect(state)),
        new("DELETE", "/responses/[^/]+$", new ResponsesDialect(state)),
    ];

    /// <summary>Everything else: OpenAI's chat, completions, embeddings and models, and the echo.</summary>
    private readonly OpenAIDialect _otherwise = new(state.Seals);

    public IDialect Find(string method, string path) =>
        _rows.FirstOrDefault(row => row.Method == method && row.Path.IsMatch(path))?.Dialect ?? _otherwise;

    private sealed record Row(string Method, Regex Path, IDialect Dialect)
    {
        public Row(string method, string path, IDialect dialect)
            : this(method, new Regex(path, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), dialect)
        {
        }
    }
}
