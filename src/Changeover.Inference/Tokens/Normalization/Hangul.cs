namespace Changeover.Inference.Tokens.Normalization;

/// <summary>Korean syllables are computed, not listed: lead, vowel and perhaps a trail.</summary>
internal static class Hangul
{
    private const int Syllable = 0xAC00, Lead = 0x1100, Vowel = 0x1161, NoTrail = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28;

    /// <summary>Whether it is one.</summary>
    public static bool IsSyllable(int code) => code - Syllable is >= 0 and < Leads * Vowels * Trails;

    /// <summary>The parts of a syllable.</summary>
    public static int[] PartsOf(int syllable)
    {
        var index = syllable - Syllable;
        int[] parts = [Lead + index / (Vowels * Trails), Vowel + index / Trails % Vowels, NoTrail + index % Trails];
        return parts[2] == NoTrail ? parts[..2] : parts;
    }

    /// <summary>Lead and vowel, or a syllable without trail and a trail, as one; null for any other pair.</summary>
    public static int? Composed(int first, int second)
    {
        var (lead, vowel, trail) = (first - Lead, second - Vowel, second - NoTrail);
        return lead is >= 0 and < Leads && vowel is >= 0 and < Vowels ? Syllable + (lead * Vowels + vowel) * Trails
            : IsSyllable(first) && (first - Syllable) % Trails == 0 && trail is > 0 and < Trails ? first + trail
            : null;
    }
}
