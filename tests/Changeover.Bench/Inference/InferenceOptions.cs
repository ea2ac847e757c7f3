namespace Changeover.Bench.Inference;

/// <summary>What was typed behind <c>inference</c>.</summary>
/// <param name="IsQuick">Only show that everything works.</param>
/// <param name="Weights">Precision of the random model: <c>int4</c>, <c>int8</c>, <c>fp32</c>.</param>
/// <param name="Folder">Where the random model is to lie and to stay; null = in a temporary folder.</param>
internal sealed record InferenceOptions(bool IsQuick, string Weights, string? Folder)
{
    /// <summary>How to call it.</summary>
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Changeover.Bench -- inference [--quick] [--weights int4|int8|fp32] [--folder FOLDER]

        --quick shows that everything works; it writes no file.
        --folder keeps the random model there, and takes the one it finds; without it the model is made anew and deleted in the end.
        """;

    /// <summary>Reads the arguments; null when one of them is not understood.</summary>
    public static InferenceOptions? Parse(string[] args) => Parse(new InferenceOptions(IsQuick: false, "int4", null), args);

    /// <summary>How much is measured.</summary>
    public Plan Plan => IsQuick ? Plan.Quick with { Rounds = 1 } : Plan.Full with { Rounds = 5, Reading = TimeSpan.FromSeconds(3) };

    private static InferenceOptions? Parse(InferenceOptions options, string[] args) => args switch
    {
        [] => options,
        ["--quick", .. var rest] => Parse(options with { IsQuick = true }, rest),
        ["--weights", ("int4" or "int8" or "fp32") and var weights, .. var rest] => Parse(options with { Weights = weights }, rest),
        ["--folder", var folder, .. var rest] => Parse(options with { Folder = Path.GetFullPath(folder) }, rest),
        _ => null,
    };
}
