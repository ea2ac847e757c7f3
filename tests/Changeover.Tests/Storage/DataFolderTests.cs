using Changeover.Storage;

namespace Changeover.Tests.Storage;

public sealed class DataFolderTests
{
    [Theory]
    [InlineData("/option", "/variable", "/configured", "/option")]
    [InlineData(null, "/variable", "/configured", "/variable")]
    [InlineData("", "", "/configured", "/configured")]
    public void Takes_the_first_that_is_set(string? option, string? variable, string? configured, string expected) =>
        Assert.Equal(Path.GetFullPath(expected), DataFolder.Resolve(option, configured, name => name == DataFolder.Variable ? variable : null));

    [Fact]
    public void Falls_back_to_a_folder_of_the_user()
    {
        var folder = DataFolder.Resolve(null, null, _ => null);

        Assert.True(Path.IsPathFullyQualified(folder));
        Assert.Equal("changeover", Path.GetFileName(folder));
    }

    [Fact]
    public void A_relative_folder_is_made_absolute() =>
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "here"), DataFolder.Resolve("here", null, _ => null));
}
