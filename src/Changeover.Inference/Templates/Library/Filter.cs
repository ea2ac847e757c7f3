using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary><c>value | filter(arguments)</c></summary>
internal delegate object? Filter(RenderContext context, object? value, Arguments arguments);
