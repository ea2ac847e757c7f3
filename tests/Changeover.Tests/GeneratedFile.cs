namespace Changeover.Tests;

/// <summary>A committed file that is written from the code. <c>CHANGEOVER_REGENERATE=1</c> writes it; without that the test compares.</summary>
internal static class GeneratedFile
{
    /// <summary>Fails with the first line that differs and the command that mends it.</summary>
    public static void Matches(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("CHANGEOVER_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        var actual = File.Exists(path) ? File.ReadAllText(path) : "";
        if (actual == expected)
        {
            return;
        }

        var (has, wants) = (actual.Split('\n'), expected.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(has.Length, wants.Length)).First(i => has.ElementAtOrDefault(i) != wants.ElementAtOrDefault(i));
        Assert.Fail($"""
            {Path.GetRelativePath(Repository.Root, path)} is out of date at line {line + 1}:
              has   {has.ElementAtOrDefault(line)}
              wants {wants.ElementAtOrDefault(line)}
            Write it anew with: CHANGEOVER_REGENERATE=1 dotnet test
            """);
    }
}
