using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary><c>value is test(arguments)</c></summary>
internal delegate bool Test(RenderContext context, object? value, Arguments arguments);
