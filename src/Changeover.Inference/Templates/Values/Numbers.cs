using System.Numerics;

namespace Changeover.Inference.Templates.Values;

/// <summary>Python's arithmetic on whole numbers and floats; a boolean counts as 0 or 1.</summary>
internal static class Numbers
{
    public static bool TryWhole(object? value, out long number)
    {
        number = value switch
        {
            long whole => whole,
            bool flag => flag ? 1 : 0,
            _ => 0,
        };
        return value is long or bool;
    }

    public static bool TryDouble(object? value, out double number)
    {
        number = value switch
        {
            double real => real,
            BigInteger big => (double)big,
            _ => 0,
        };
        if (value is double or BigInteger)
        {
            return true;
        }

        var isWhole = TryWhole(value, out var whole);
        number = whole;
        return isWhole;
    }

    public static object? Calculate(RenderContext context, string symbol, object? left, object? right)
    {
        if (symbol is not "/" && TryWhole(left, out var a) && TryWhole(right, out var b) && !(symbol is "**" && b < 0))
        {
            return Whole(context, symbol, a, b);
        }

        return TryDouble(left, out var x) && TryDouble(right, out var y)
            ? Real(context, symbol, x, y)
            : throw context.Fault($"'{symbol}' does not work on {PythonText.TypeName(left)} and {PythonText.TypeName(right)}");
    }

    private static long Whole(RenderContext context, string symbol, long a, long b)
    {
        if (symbol is "//" or "%" && b == 0)
        {
            throw context.Fault("division by zero");
        }

        try
        {
            checked
            {
                return symbol switch
                {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "//" => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
                    "%" => b == -1 ? 0L : ((a % b) + b) % b,
                    _ => Power(a, b),
                };
            }
        }
        catch (OverflowException)
        {
            throw context.Fault("number too large");
        }
    }

    private static double Real(RenderContext context, string symbol, double x, double y)
    {
        if (symbol is "/" or "//" or "%" && y == 0)
        {
            throw context.Fault("division by zero");
        }

        return symbol switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "//" => Math.Floor(x / y),
            "%" => x - (y * Math.Floor(x / y)),
            _ => Math.Pow(x, y),
        };
    }

    private static long Power(long value, long exponent)
    {
        var result = 1L;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result = checked(result * value);
            }

            value = exponent > 1 ? checked(value * value) : value;
        }

        return result;
    }
}
