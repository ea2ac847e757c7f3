namespace Changeover.Inference.Templates.Values;

/// <summary>A function, method or macro.</summary>
internal delegate object? Callable(RenderContext context, Arguments arguments);
