using System.Text.RegularExpressions;

namespace Changeover.Tests.Architecture;

/// <summary>The shape of the source itself: what review would say each time.</summary>
public sealed class ShapeTests
{
    private static readonly Regex Leftover = new(@"\b(?:TODO|FIXME|HACK|NotImplementedException)\b|^\s*#region", RegexOptions.Multiline | RegexOptions.NonBacktracking);
    private static readonly Regex Nameless = new("(?:Helper|Helpers|Manager|Utils|Utility)$", RegexOptions.NonBacktracking);

    private static readonly string[] Sources =
    [
        .. new[] { "src", "tools" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(Sources, file => Lines(file) > 400);

    [Fact]
    public void Half_of_the_files_have_80_lines_or_less()
    {
        var lengths = Sources.Select(Lines).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
    }

    [Fact]
    public void The_pipeline_can_be_read_in_one_sitting() =>
        Assert.InRange(Lines(Source("RequestPipeline.cs")), 1, 250);

    [Fact]
    public void The_program_is_the_command_tree_and_no_more() =>
        Assert.InRange(Lines(Path.Combine(Repository.Root, "src", "Changeover", "Program.cs")), 1, 60);

    [Fact]
    public void A_provider_fits_on_one_screen() =>
        Assert.DoesNotContain(Sources, file => Path.GetFileName(Path.GetDirectoryName(file)) == "Providers" && Lines(file) > 100);

    [Fact]
    public void Nothing_is_left_to_do_and_nothing_is_folded_away() =>
        Assert.DoesNotContain(Sources, file => Leftover.IsMatch(File.ReadAllText(file)));

    [Fact]
    public void No_type_is_named_after_the_lack_of_a_name() =>
        Assert.DoesNotContain(Sources, file => Nameless.IsMatch(Path.GetFileNameWithoutExtension(file)));

    private static string Source(string name) => Assert.Single(Sources, file => Path.GetFileName(file) == name);

    private static int Lines(string file) => File.ReadLines(file).Count();
}
