namespace CutOff;

/// <summary>What the application got.</summary>
internal sealed record Reply(string Model, string Text);
